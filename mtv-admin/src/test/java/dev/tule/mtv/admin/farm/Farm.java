package dev.tule.mtv.admin.farm;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.admin.Action;
import dev.tule.mtv.admin.AdminSite;
import dev.tule.mtv.admin.AuthAdmin;
import dev.tule.mtv.admin.Column;
import dev.tule.mtv.admin.Fieldset;
import dev.tule.mtv.admin.Inline;
import dev.tule.mtv.admin.ListFilter;
import dev.tule.mtv.admin.ModelAdmin;
import dev.tule.mtv.admin.Permit;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.math.BigDecimal;
import java.util.List;

/** Sensors, and how they are looked after. */
public final class Farm extends AppConfig implements HasModels {
    private static final ModelAdmin<Sensor> SENSORS =
            ModelAdmin.of(Sensor.class)
                    .listDisplay(
                            "name", "kind", "place", "active", "installed", "alarmAbove", "state")
                    .columns(
                            Column.<Sensor>of("state", Farm::state).orderedBy("active"),
                            Column.<Sensor>of("count", sensor -> sensor.readings.size())
                                    .labelled("Readings"))
                    .listFilter("kind", "active", "place", "installed", "tags")
                    .listFilter(
                            ListFilter.of(
                                    "guarded",
                                    "Alarm",
                                    List.of(
                                            new ListFilter.Choice("yes", "Guarded"),
                                            new ListFilter.Choice("no", "Not guarded")),
                                    (all, value) ->
                                            all.filter("alarmAbove__isnull", value.equals("no"))))
                    .searchFields("name", "^serial", "place__name")
                    .dateHierarchy("installed")
                    .listPerPage(10)
                    .fieldsets(
                            Fieldset.of("", "name", "serial", "kind", "place", "active"),
                            Fieldset.of("Alarm", "alarmAbove", "tags")
                                    .described("When somebody is to be woken."),
                            Fieldset.of("More", "installed", "notes", "count").folded())
                    .help("serial", "On the plate below: two letters, a hyphen, four digits.")
                    .autocompleteFields("place")
                    .inlines(Inline.tabular(Reading.class).fields("measured", "takenAt", "remark"))
                    .actions(
                            Action.of(
                                    "rest",
                                    "Let the selected sensors rest",
                                    (request, sensors) ->
                                            sensors.update("active", false) + " sensors rest now."))
                    .viewOnSite(sensor -> "/farm/" + sensor.id + "/")
                    // Nobody changes what is sealed.
                    .allowing(
                            (user, permit, sensor) ->
                                    permit == Permit.VIEW
                                            || sensor == null
                                            || !sensor.name.startsWith("Sealed"));

    public static final AdminSite ADMIN =
            AdminSite.titled("The farm")
                    .with(
                            ModelAdmin.of(Place.class)
                                    .searchFields("name")
                                    .inlines(
                                            Inline.stacked(Sensor.class)
                                                    .fields("name", "serial")
                                                    .extra(0)),
                            SENSORS,
                            ModelAdmin.of(Reading.class)
                                    .listDisplay("measured", "sensor", "sensor__place", "takenAt")
                                    .listFilter("sensor")
                                    .dateHierarchy("takenAt")
                                    .ordering("-takenAt")
                                    .autocompleteFields("sensor"),
                            ModelAdmin.of(Alarm.class),
                            ModelAdmin.of(Tag.class),
                            AuthAdmin.users(),
                            AuthAdmin.groups());

    private static String state(Sensor sensor) {
        BigDecimal limit = sensor.alarmAbove;
        return limit == null ? "unguarded" : "up to " + limit.toPlainString();
    }

    @Override
    public List<Class<? extends Model>> models() {
        return List.of(Place.class, Tag.class, Sensor.class, Reading.class, Alarm.class);
    }
}
