def test_pages(reader, article):
    assert reader.get("/").status_code == 200
    assert reader.get(article.get_absolute_url()).status_code == 200
