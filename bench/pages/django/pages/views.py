from django.forms import ModelForm
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.generic import CreateView

from .models import Reading

SHOWN = 20


def latest():
    return Reading.objects.select_related("sensor")[:SHOWN]


def row(reading):
    return {
        "id": reading.id,
        "sensor": reading.sensor.name,
        "place": reading.sensor.place,
        "value": reading.value,
        "note": reading.note,
        "taken": reading.taken,
    }


def index(request):
    return render(request, "pages/index.html", {"readings": latest()})


def json(request):
    return JsonResponse([row(reading) for reading in latest()], safe=False)


def reading(request, pk):
    return JsonResponse(row(get_object_or_404(Reading.objects.select_related("sensor"), pk=pk)))


class ReadingForm(ModelForm):
    class Meta:
        model = Reading
        fields = ["sensor", "value", "note"]


class NewReading(CreateView):
    form_class = ReadingForm
    template_name = "pages/form.html"
    success_url = reverse_lazy("index")
