package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.type.TypeCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.CreateFleetRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfigRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverridesRequest;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.FleetType;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateAndOverridesResponse;
import software.amazon.awssdk.services.ec2.model.TargetCapacitySpecificationRequest;

/**
 * What a fleet is to be, checked.
 *
 * @param onDemand how much capacity of on-demand instances
 * @param spot how much capacity of spot instances
 * @param pools where instances can come from: the one to begin with first
 */
record FleetPlan(int onDemand, int spot, List<Pool> pools) {
    private static final int MOST_CAPACITY = 1_000;
    private static final int MOST_POOLS = 300;

    /**
     * One launch template with one set of overrides.
     *
     * @param weight what an instance counts for
     */
    record Pool(LaunchTemplateAndOverridesResponse told, double weight) {

        /** How many instances make up a capacity. */
        int instances(double capacity) {
            return (int) Math.ceil(capacity / weight);
        }

        private double priority() {
            return Objects.requireNonNullElse(told.overrides().priority(), Double.MAX_VALUE);
        }

        /** What a unit of capacity takes of the host; a template's own type is taken first. */
        private double cost() {
            String name = told.overrides().instanceTypeAsString();
            if (name == null) {
                return 0;
            }
            var type = TypeCatalogue.get(name);
            return (5.0 * type.vcpus() + type.memoryMib() / 1024.0) / weight;
        }
    }

    static FleetPlan of(CreateFleetRequest request) {
        FleetType type = Objects.requireNonNullElse(request.type(), FleetType.MAINTAIN);
        if (type != FleetType.INSTANT) {
            throw Faults.notImplemented("A fleet of type " + type + " (instant ones are there)");
        }
        refuseUnknown(request);
        TargetCapacitySpecificationRequest target =
                Faults.require(
                        request.targetCapacitySpecification(), "TargetCapacitySpecification");
        int total = Faults.require(target.totalTargetCapacity(), "TotalTargetCapacity");
        if (total < 1 || total > MOST_CAPACITY) {
            throw Faults.invalidValue("TotalTargetCapacity is 1 to " + MOST_CAPACITY);
        }
        boolean spotByDefault = "spot".equals(target.defaultTargetCapacityTypeAsString());
        int onDemand = Objects.requireNonNullElse(target.onDemandTargetCapacity(), 0);
        int spot = Objects.requireNonNullElse(target.spotTargetCapacity(), 0);
        int rest = total - onDemand - spot;
        if (onDemand < 0 || spot < 0 || rest < 0) {
            throw Faults.invalidValue(
                    "The capacities of both kinds don't add up to TotalTargetCapacity");
        }
        return new FleetPlan(
                spotByDefault ? onDemand : onDemand + rest,
                spotByDefault ? spot + rest : spot,
                pools(request));
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
        if (request.reservedCapacityOptions() != null) {
            throw Faults.notImplemented("ReservedCapacityOptions");
        }
    }

    private static List<Pool> pools(CreateFleetRequest request) {
        List<Pool> pools = new ArrayList<>();
        for (FleetLaunchTemplateConfigRequest config : request.launchTemplateConfigs()) {
            FleetLaunchTemplateSpecification template =
                    ModelCopy.into(
                                    FleetLaunchTemplateSpecification.builder(),
                                    Faults.require(
                                            config.launchTemplateSpecification(),
                                            "LaunchTemplateSpecification"))
                            .build();
            List<FleetLaunchTemplateOverridesRequest> overrides =
                    config.overrides().isEmpty()
                            ? List.of(FleetLaunchTemplateOverridesRequest.builder().build())
                            : config.overrides();
            overrides.forEach(each -> pools.add(pool(template, each)));
        }
        if (pools.isEmpty()) {
            throw Faults.missing("LaunchTemplateConfigs");
        }
        if (pools.size() > MOST_POOLS) {
            throw Faults.invalidValue("A fleet has at most " + MOST_POOLS + " overrides");
        }
        boolean prioritized =
                request.onDemandOptions() != null
                        && "prioritized"
                                .equals(request.onDemandOptions().allocationStrategyAsString());
        pools.sort(
                prioritized
                        ? Comparator.comparingDouble(Pool::priority)
                        : Comparator.comparingDouble(Pool::cost));
        return List.copyOf(pools);
    }

    private static Pool pool(
            FleetLaunchTemplateSpecification template, FleetLaunchTemplateOverridesRequest asked) {
        if (asked.instanceRequirements() != null) {
            throw Faults.notImplemented("InstanceRequirements");
        }
        double weight = Objects.requireNonNullElse(asked.weightedCapacity(), 1.0);
        if (!(weight > 0 && weight <= MOST_CAPACITY)) {
            throw Faults.invalidValue("WeightedCapacity is above 0 and at most " + MOST_CAPACITY);
        }
        return new Pool(
                LaunchTemplateAndOverridesResponse.builder()
                        .launchTemplateSpecification(template)
                        .overrides(
                                ModelCopy.into(FleetLaunchTemplateOverrides.builder(), asked)
                                        .build())
                        .build(),
                weight);
    }
}
