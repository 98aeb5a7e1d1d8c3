package farm;

import dev.tule.mtv.admin.AdminSite;
import dev.tule.mtv.admin.AuthAdmin;
import dev.tule.mtv.admin.ModelAdmin;
import registry.Reading;
import registry.Sensor;

/** The pages that look after models' objects: list those of your applications here. */
final class Admin {
    static final AdminSite SITE =
            AdminSite.titled("farm")
                    .with(
                            ModelAdmin.of(Sensor.class)
                                    .listDisplay("name", "kind", "place")
                                    .listFilter("kind")
                                    .searchFields("name", "place"),
                            ModelAdmin.of(Reading.class)
                                    .listDisplay("at", "sensor", "value")
                                    .listFilter("sensor")
                                    .dateHierarchy("at"),
                            AuthAdmin.users(),
                            AuthAdmin.groups());

    private Admin() {}
}
