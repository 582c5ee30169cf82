"""What the desk asks of the settings: its folders, who keeps the door, how long a session may lie idle."""

UI_DOORKEEPER = "waymark.desk.signing_in.doorkeeper.keep_door"
DESK_APPS = [
    "waymark.desk.apps.SigningInConfig",
    "waymark.desk.apps.EnrollingConfig",
    "waymark.desk.apps.TeamConfig",
    "waymark.desk.apps.FrameConfig",
    "waymark.desk.apps.HomeConfig",
    "waymark.desk.apps.ContactConfig",
    "waymark.desk.apps.InboxConfig",
    "waymark.desk.apps.CasesConfig",
    "waymark.desk.apps.KeepingConfig",
    "waymark.desk.apps.PlansConfig",
    "waymark.desk.apps.EditingConfig",
    "waymark.desk.apps.AuditConfig",
    "waymark.desk.apps.DirectoryConfig",
]
STAFF_BROWSER_COOKIE = "__Host-browser"
STAFF_IDLE_MINUTES = 10
STAFF_FACTOR_HOURS = 12
AROUND_EVERY_PAGE = ["waymark.desk.signing_in.context.around"]
# In this order, inside the layers that serve files and errors.
DOOR_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "waymark.desk.signing_in.middleware.NothingTypedIsLost",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
