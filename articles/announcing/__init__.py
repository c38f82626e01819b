"""Who asked to hear of changes hears of them: WebSub hubs of feeds, search engines of addresses."""
