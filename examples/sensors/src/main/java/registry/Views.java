package registry;

import static dev.tule.mtv.Shortcuts.redirect;
import static dev.tule.mtv.Shortcuts.render;
import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.Aggregate.max;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import dev.tule.mtv.models.forms.ModelForm;
import dev.tule.mtv.models.views.CreateView;
import java.util.List;

/** The application's pages. */
final class Views {
    private static final int SHOWN = 200;

    /** The page of one sensor. */
    record SensorPage(long pk) {}

    /** The readings of one sensor, for a spreadsheet. */
    record ReadingsFile(long pk) {}

    private static final ModelForm<Sensor> FORM =
            ModelForm.of(Sensor.class, "name", "kind", "place");

    private Views() {}

    static Response index(Request request) {
        return render(
                request,
                "registry/index.html",
                "sensors",
                Sensor.objects
                        .annotate("count", count("readings"))
                        .annotate("latest", max("readings__at")));
    }

    static Response sensor(Request request, SensorPage at) {
        Sensor sensor = Sensor.objects.getOr404("pk", at.pk());
        List<Reading> readings = sensor.<Reading>related("readings").range(0, SHOWN).list();
        return render(
                request,
                "registry/sensor.html",
                "sensor", sensor,
                "readings", readings,
                "chart", Chart.of(readings));
    }

    static Response readings(Request request, ReadingsFile at) {
        Sensor sensor = Sensor.objects.getOr404("pk", at.pk());
        return render(
                        request,
                        "registry/readings.csv",
                        "sensor", sensor,
                        "readings", sensor.<Reading>related("readings"))
                .with("Content-Disposition", "attachment; filename=\"readings.csv\"");
    }

    /** A form for a new sensor, made of the model. */
    static View add() {
        return CreateView.of(
                FORM, "registry/form.html", sensor -> redirect(new SensorPage(sensor.id)));
    }
}
