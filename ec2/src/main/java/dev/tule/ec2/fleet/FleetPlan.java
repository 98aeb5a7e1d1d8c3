package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.type.TypeCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.FleetData;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateConfig;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycle;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateAndOverridesResponse;

/**
 * How a fleet gets its instances.
 *
 * @param onDemand how much capacity of on-demand instances
 * @param spot how much capacity of spot instances
 * @param pools where instances can come from: the one to begin with first
 */
record FleetPlan(int onDemand, int spot, List<Pool> pools) {
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

        private boolean isOf(Instance instance) {
            String type = told.overrides().instanceTypeAsString();
            return type == null || type.equals(instance.instanceTypeAsString());
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

    static FleetPlan of(FleetData fleet) {
        var target = fleet.targetCapacitySpecification();
        return new FleetPlan(
                target.onDemandTargetCapacity(), target.spotTargetCapacity(), pools(fleet));
    }

    int capacity(InstanceLifecycle kind) {
        return kind == InstanceLifecycle.SPOT ? spot : onDemand;
    }

    /** What an instance of the fleet counts for: the weight of its type. */
    double weight(Instance instance) {
        return pools.stream()
                .filter(pool -> pool.isOf(instance))
                .findFirst()
                .map(Pool::weight)
                .orElse(1.0);
    }

    private static List<Pool> pools(FleetData fleet) {
        List<Pool> pools = new ArrayList<>();
        for (FleetLaunchTemplateConfig config : fleet.launchTemplateConfigs()) {
            List<FleetLaunchTemplateOverrides> overrides =
                    config.overrides().isEmpty()
                            ? List.of(FleetLaunchTemplateOverrides.builder().build())
                            : config.overrides();
            overrides.forEach(each -> pools.add(pool(config, each)));
        }
        if (pools.size() > MOST_POOLS) {
            throw Faults.invalidValue("A fleet has at most " + MOST_POOLS + " overrides");
        }
        boolean prioritized =
                fleet.onDemandOptions() != null
                        && "prioritized"
                                .equals(fleet.onDemandOptions().allocationStrategyAsString());
        pools.sort(
                prioritized
                        ? Comparator.comparingDouble(Pool::priority)
                        : Comparator.comparingDouble(Pool::cost));
        return List.copyOf(pools);
    }

    private static Pool pool(
            FleetLaunchTemplateConfig config, FleetLaunchTemplateOverrides overrides) {
        double weight = Objects.requireNonNullElse(overrides.weightedCapacity(), 1.0);
        if (!(weight > 0 && weight <= FleetSpecification.MOST_CAPACITY)) {
            throw Faults.invalidValue(
                    "WeightedCapacity is above 0 and at most " + FleetSpecification.MOST_CAPACITY);
        }
        return new Pool(
                LaunchTemplateAndOverridesResponse.builder()
                        .launchTemplateSpecification(config.launchTemplateSpecification())
                        .overrides(overrides)
                        .build(),
                weight);
    }
}
