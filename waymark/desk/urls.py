"""Every address of the desk, in one namespace: each folder brings its own list."""

from waymark.desk.audit.urls import urlpatterns as audit
from waymark.desk.cases.urls import urlpatterns as cases
from waymark.desk.directory.urls import urlpatterns as directory
from waymark.desk.editing.urls import urlpatterns as editing
from waymark.desk.enrolling.urls import urlpatterns as enrolling
from waymark.desk.home.urls import urlpatterns as home
from waymark.desk.inbox.urls import urlpatterns as inbox
from waymark.desk.keeping.urls import urlpatterns as keeping
from waymark.desk.plans.urls import urlpatterns as plans
from waymark.desk.signing_in.urls import urlpatterns as signing_in
from waymark.desk.team.urls import urlpatterns as team

app_name = "desk"
urlpatterns = [
    *signing_in,
    *enrolling,
    *team,
    *home,
    *inbox,
    *cases,
    *keeping,
    *plans,
    *editing,
    *directory,
    *audit,
]
