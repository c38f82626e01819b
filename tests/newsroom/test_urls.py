def test_an_icon_is_found_where_browsers_ask_for_one(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response["Location"].endswith("img/icon.svg")
