from django.db import models
from django.utils import timezone


class Sensor(models.Model):
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class Reading(models.Model):
    sensor = models.ForeignKey(Sensor, on_delete=models.PROTECT)
    value = models.FloatField()
    note = models.CharField(max_length=80)
    taken = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]
