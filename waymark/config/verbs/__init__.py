"""What each verb of the `waymark` command does once Django stands: these modules may import models."""
