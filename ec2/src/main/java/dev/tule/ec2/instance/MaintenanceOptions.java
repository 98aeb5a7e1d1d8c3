package dev.tule.ec2.instance;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMaintenanceOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMaintenanceOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMaintenanceOptionsResponse;

/** Automatic recovery: kept and told. There is one host, and nowhere to recover to. */
final class MaintenanceOptions {
    private static final String DEFAULT = "default";

    private final Place place;

    MaintenanceOptions(Place place) {
        this.place = place;
    }

    /** What a launch asks for. */
    static String asked(@Nullable InstanceMaintenanceOptionsRequest options) {
        return options == null || options.autoRecovery() == null
                ? DEFAULT
                : checked(options.autoRecoveryAsString());
    }

    private static String checked(String autoRecovery) {
        if (!List.of(DEFAULT, "disabled").contains(autoRecovery)) {
            throw Faults.invalidValue(autoRecovery, "autoRecovery", "Expecting default, disabled");
        }
        return autoRecovery;
    }

    ModifyInstanceMaintenanceOptionsResponse modify(
            ModifyInstanceMaintenanceOptionsRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        String recovery = checked(Faults.require(request.autoRecoveryAsString(), "AutoRecovery"));
        return place.transact(
                rows -> {
                    Instance instance = InstanceRows.alive(rows, id);
                    InstanceRows.put(
                            rows,
                            instance.toBuilder()
                                    .maintenanceOptions(m -> m.autoRecovery(recovery))
                                    .build());
                    return ModifyInstanceMaintenanceOptionsResponse.builder()
                            .instanceId(id)
                            .autoRecovery(recovery)
                            .build();
                });
    }
}
