package pages;

import static dev.tule.mtv.Shortcuts.redirect;
import static dev.tule.mtv.Shortcuts.render;
import static dev.tule.mtv.urls.Urls.path;

import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.models.forms.ModelForm;
import dev.tule.mtv.models.views.CreateView;
import dev.tule.mtv.urls.Route;
import java.time.Instant;
import java.util.List;

/** Three pages: a table of 20 rows, the same as JSON, a form that inserts one. */
final class Views {
    private static final int SHOWN = 20;

    private static final ModelForm<Reading> FORM =
            ModelForm.of(Reading.class, "sensor", "value", "note");

    /** The page of one reading, which the table's rows lead to. */
    record ReadingPage(long pk) {}

    /** A reading as JSON has it. */
    record Row(long id, String sensor, String place, double value, String note, Instant taken) {}

    static final List<Route> URLS =
            List.of(
                    path("", Views::index, "index"),
                    path("readings.json", Views::json, "json"),
                    path(
                            "new/",
                            CreateView.of(FORM, "pages/form.html", _ -> redirect("index")),
                            "new"),
                    path("<int:pk>/", ReadingPage.class, Views::reading));

    private Views() {}

    private static QuerySet<Reading> latest() {
        return Reading.objects.selectRelated("sensor").range(0, SHOWN);
    }

    private static Response index(Request request) {
        return render(request, "pages/index.html", "readings", latest());
    }

    private static Response json(Request request) {
        return Response.json(latest().stream().map(Views::row).toList());
    }

    private static Response reading(Request request, ReadingPage at) {
        return Response.json(
                row(Reading.objects.selectRelated("sensor").getOr404("pk", at.pk())));
    }

    private static Row row(Reading reading) {
        return new Row(
                reading.id,
                reading.sensor.name,
                reading.sensor.place,
                reading.value,
                reading.note,
                reading.taken);
    }
}
