package registry;

import static dev.tule.mtv.auth.AuthDecorators.loginRequired;
import static dev.tule.mtv.urls.Urls.path;

import dev.tule.mtv.urls.Route;
import java.util.List;
import registry.Views.ReadingsFile;
import registry.Views.SensorPage;

/** The application's URLs. */
public final class Urls {
    public static final List<Route> URLS =
            List.of(
                    path("", Views::index, "index"),
                    path("new/", Views.add(), "new").with(loginRequired()),
                    path("<int:pk>/", SensorPage.class, Views::sensor),
                    path("<int:pk>/readings.csv", ReadingsFile.class, Views::readings));

    private Urls() {}
}
