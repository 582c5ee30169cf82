"""Every address of the desk, in one namespace: each folder brings its own list."""

from waymark.desk.enrolling.urls import urlpatterns as enrolling
from waymark.desk.signing_in.urls import urlpatterns as signing_in
from waymark.desk.team.urls import urlpatterns as team

app_name = "desk"
urlpatterns = [*signing_in, *enrolling, *team]
