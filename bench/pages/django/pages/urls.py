from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="index"),
    path("readings.json", views.json, name="json"),
    path("new/", views.NewReading.as_view(), name="new"),
    path("<int:pk>/", views.reading, name="reading"),
]
