package dev.tule.rds.parameter;

import dev.tule.rds.engine.Release;
import dev.tule.rds.engine.Releases;
import dev.tule.rds.parameter.ParameterGroup.Setting;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Rows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;

/**
 * The parameter groups there are: those that were made, and a default one of each family, which
 * can't be changed and stands in no row. Safe for use by many threads.
 */
public final class ParameterGroups {
    /** RDS User Guide, "Quotas": parameter groups of a region. */
    private static final int QUOTA = 50;

    private final Rows<ParameterGroup> rows =
            new Rows<>("parameter-group", ParameterGroup.FORM, ParameterGroup::name);
    private final Place place;
    private final Releases releases;

    public ParameterGroups(Place place, Releases releases) {
        this.place = place;
        this.releases = releases;
    }

    List<ParameterGroup> all(Snapshot snapshot) {
        List<ParameterGroup> all = new ArrayList<>(rows.all(snapshot));
        releases.all().forEach(release -> all.add(ofDefaults(release)));
        return all;
    }

    public ParameterGroup required(Snapshot snapshot, @Nullable String name) {
        String named = Names.required("DBParameterGroupName", name);
        return rows.find(snapshot, named)
                .or(() -> defaults(named))
                .orElseThrow(() -> Faults.noParameterGroup(named));
    }

    /** A group that may be changed. */
    ParameterGroup own(Snapshot snapshot, @Nullable String name) {
        ParameterGroup group = required(snapshot, name);
        if (group.name().startsWith("default.")) {
            throw Faults.parameterGroupState(
                    "The parameter group %s cannot be modified or deleted: it is a default group."
                            .formatted(group.name()));
        }
        return group;
    }

    Release release(ParameterGroup group) {
        return release(group.family());
    }

    Release release(String family) {
        return releases.ofFamily(family)
                .orElseThrow(
                        () ->
                                Faults.invalid(
                                        "ParameterGroupFamily %s is not a valid parameter group family"
                                                .formatted(family)));
    }

    private Optional<ParameterGroup> defaults(String name) {
        return releases.all().stream()
                .filter(release -> release.defaultParameterGroup().equals(name))
                .findFirst()
                .map(this::ofDefaults);
    }

    private ParameterGroup ofDefaults(Release release) {
        return group(
                release.defaultParameterGroup(),
                release.family(),
                "Default parameter group for " + release.family(),
                Map.of());
    }

    ParameterGroup group(
            String name, String family, String description, Map<String, Setting> settings) {
        DBParameterGroup described =
                DBParameterGroup.builder()
                        .dbParameterGroupName(name)
                        .dbParameterGroupFamily(family)
                        .description(description)
                        .dbParameterGroupArn(place.arn("pg", name))
                        .build();
        return new ParameterGroup(described, settings);
    }

    void add(Transaction transaction, ParameterGroup group) {
        if (rows.has(transaction, group.name())) {
            throw Faults.parameterGroupExists(group.name());
        }
        if (rows.all(transaction).size() >= QUOTA) {
            throw Faults.parameterGroupQuota(
                    "Cannot create more than %d parameter groups".formatted(QUOTA));
        }
        rows.put(transaction, group);
    }

    void change(Transaction transaction, ParameterGroup group) {
        rows.put(transaction, group);
    }

    void remove(Transaction transaction, ParameterGroup group) {
        rows.delete(transaction, group.name());
    }
}
