from django.urls import include, path

from . import api, bluesky_api, mastodon_api, views

app_name = "sandbox"

MASTODON = [
    path("v1/accounts/verify_credentials", mastodon_api.verify_credentials),
    path("v1/accounts/<str:account_id>/statuses", mastodon_api.own_statuses),
    path("v1/apps/verify_credentials", mastodon_api.verify_application),
    path("v2/instance", mastodon_api.instance),
    path("v2/media", mastodon_api.media),
    path("v1/media/<str:medium_id>", mastodon_api.medium),
    path("v1/statuses", mastodon_api.statuses),
    path("v1/statuses/<str:post_id>", mastodon_api.status),
]

BLUESKY = [
    path("com.atproto.server.createSession", bluesky_api.create_session),
    path("com.atproto.server.refreshSession", bluesky_api.refresh_session),
    path("com.atproto.repo.uploadBlob", bluesky_api.upload_blob),
    path("com.atproto.repo.putRecord", bluesky_api.put_record),
    path("com.atproto.repo.getRecord", bluesky_api.get_record),
    path("com.atproto.repo.deleteRecord", bluesky_api.delete_record),
    path("app.bsky.feed.getPosts", bluesky_api.get_posts),
]

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("<uuid:post_id>/", views.post, name="post"),
    path("<uuid:post_id>/media/<int:number>/", views.medium, name="medium"),
    path("api/whoami", api.whoami),
    path("api/media", api.media),
    path("api/posts", api.posts),
    path("api/posts/<str:post_id>", api.post),
    path("api/counts", api.counts),
    path("mastodon/api/", include(MASTODON)),
    path("bluesky/xrpc/", include(BLUESKY)),
    path("bluesky/profile/<str:repo>", bluesky_api.profile),
    path("bluesky/profile/<str:repo>/post/<str:rkey>", bluesky_api.web),
]
