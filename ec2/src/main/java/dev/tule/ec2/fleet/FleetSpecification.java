package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.ModelCopy;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetExcessCapacityTerminationPolicy;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfig;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.OnDemandOptions;
import software.amazon.awssdk.services.ec2.model.SpotOptions;
import software.amazon.awssdk.services.ec2.model.TargetCapacitySpecification;
import software.amazon.awssdk.services.ec2.model.TargetCapacitySpecificationRequest;

/** What requests say that a fleet shall be, checked. */
final class FleetSpecification {
    static final int MOST_CAPACITY = 1_000;

    private FleetSpecification() {}

    /** A fleet as it is asked for, without what becomes of it. */
    static FleetData of(CreateFleetRequest request) {
        refuseUnknown(request);
        FleetType type = Objects.requireNonNullElse(request.type(), FleetType.MAINTAIN);
        FleetData.Builder fleet =
                FleetData.builder()
                        .type(type)
                        .clientToken(request.clientToken())
                        .excessCapacityTerminationPolicy(
                                Objects.requireNonNullElse(
                                        request.excessCapacityTerminationPolicy(),
                                        FleetExcessCapacityTerminationPolicy.TERMINATION))
                        .replaceUnhealthyInstances(
                                Boolean.TRUE.equals(request.replaceUnhealthyInstances()))
                        .terminateInstancesWithExpiration(
                                Boolean.TRUE.equals(request.terminateInstancesWithExpiration()))
                        .validFrom(request.validFrom())
                        .validUntil(request.validUntil())
                        .context(request.context())
                        .launchTemplateConfigs(configs(request.launchTemplateConfigs()))
                        .targetCapacitySpecification(
                                target(request.targetCapacitySpecification(), type, null));
        if (request.onDemandOptions() != null) {
            fleet.onDemandOptions(
                    ModelCopy.into(OnDemandOptions.builder(), request.onDemandOptions()).build());
        }
        if (request.spotOptions() != null) {
            fleet.spotOptions(ModelCopy.into(SpotOptions.builder(), request.spotOptions()).build());
        }
        return fleet.build();
    }

    /**
     * How much capacity of each kind is wanted.
     *
     * @param before what the fleet wanted so far; null for a new one
     */
    static TargetCapacitySpecification target(
            @Nullable TargetCapacitySpecificationRequest asked,
            FleetType type,
            @Nullable TargetCapacitySpecification before) {
        TargetCapacitySpecificationRequest target =
                Faults.require(asked, "TargetCapacitySpecification");
        int total = Faults.require(target.totalTargetCapacity(), "TotalTargetCapacity");
        int least = type == FleetType.MAINTAIN ? 0 : 1;
        if (total < least || total > MOST_CAPACITY) {
            throw Faults.invalidValue(
                    "TotalTargetCapacity is %d to %d".formatted(least, MOST_CAPACITY));
        }
        String kind = target.defaultTargetCapacityTypeAsString();
        if (kind == null) {
            kind = before == null ? "on-demand" : before.defaultTargetCapacityTypeAsString();
        }
        int onDemand = Objects.requireNonNullElse(target.onDemandTargetCapacity(), 0);
        int spot = Objects.requireNonNullElse(target.spotTargetCapacity(), 0);
        int rest = total - onDemand - spot;
        if (onDemand < 0 || spot < 0 || rest < 0) {
            throw Faults.invalidValue(
                    "The capacities of both kinds don't add up to TotalTargetCapacity");
        }
        boolean spotByDefault = "spot".equals(kind);
        return ModelCopy.into(TargetCapacitySpecification.builder(), target)
                .defaultTargetCapacityType(kind)
                .onDemandTargetCapacity(spotByDefault ? onDemand : onDemand + rest)
                .spotTargetCapacity(spotByDefault ? spot + rest : spot)
                .build();
    }

    static List<FleetLaunchTemplateConfig> configs(List<FleetLaunchTemplateConfigRequest> asked) {
        if (asked.isEmpty()) {
            throw Faults.missing("LaunchTemplateConfigs");
        }
        return asked.stream()
                .map(
                        each -> {
                            Faults.require(
                                    each.launchTemplateSpecification(),
                                    "LaunchTemplateSpecification");
                            if (each.overrides().stream()
                                    .anyMatch(one -> one.instanceRequirements() != null)) {
                                throw Faults.notImplemented("InstanceRequirements");
                            }
                            return ModelCopy.into(FleetLaunchTemplateConfig.builder(), each)
                                    .build();
                        })
                .toList();
    }

    private static void refuseUnknown(CreateFleetRequest request) {
        var onDemand = request.onDemandOptions();
        var spot = request.spotOptions();
        boolean allOrNothing =
                (onDemand != null
                                && (onDemand.minTargetCapacity() != null
                                        || Boolean.TRUE.equals(onDemand.singleInstanceType())
                                        || Boolean.TRUE.equals(onDemand.singleAvailabilityZone())))
                        || (spot != null
                                && (spot.minTargetCapacity() != null
                                        || Boolean.TRUE.equals(spot.singleInstanceType())
                                        || Boolean.TRUE.equals(spot.singleAvailabilityZone())));
        if (allOrNothing) {
            throw Faults.notImplemented(
                    "MinTargetCapacity, SingleInstanceType and SingleAvailabilityZone");
        }
        if (spot != null && spot.maintenanceStrategies() != null) {
            throw Faults.notImplemented("MaintenanceStrategies");
        }
        if (request.reservedCapacityOptions() != null) {
            throw Faults.notImplemented("ReservedCapacityOptions");
        }
    }
}
