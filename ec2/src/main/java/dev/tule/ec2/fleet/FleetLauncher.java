package dev.tule.ec2.fleet;

import dev.tule.ec2.resource.TagRows;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.CreateFleetError;
import software.amazon.awssdk.services.ec2.model.CreateFleetInstance;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.FleetLaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycle;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Launches a fleet's instances from its pools. Safe for use by many threads. */
final class FleetLauncher {
    /** The tag that says whose an instance is; it comes in the transaction that makes it. */
    static final String MEMBER = "aws:ec2:fleet-id";

    private final Launches launches;

    FleetLauncher(Launches launches) {
        this.launches = launches;
    }

    /**
     * What became of launches.
     *
     * @param fulfilled the capacity of what was launched
     */
    record Outcome(
            List<CreateFleetInstance> instances, List<CreateFleetError> errors, double fulfilled) {}

    /**
     * Launches from one pool after the other until there is as much as is wanted.
     *
     * @param tags of instances and their volumes
     */
    Outcome launch(
            String fleetId,
            List<FleetPlan.Pool> pools,
            InstanceLifecycle kind,
            double wanted,
            List<TagSpecification> tags) {
        List<CreateFleetInstance> instances = new ArrayList<>();
        List<CreateFleetError> errors = new ArrayList<>();
        double fulfilled = 0;
        for (FleetPlan.Pool pool : pools) {
            int count = pool.instances(wanted - fulfilled);
            if (count < 1) {
                break;
            }
            try {
                List<Instance> made =
                        launches.run(
                                        request(pool, kind, count, tags),
                                        (rows, id) -> TagRows.mark(rows, id, MEMBER, fleetId))
                                .instances();
                fulfilled += made.size() * pool.weight();
                instances.add(
                        CreateFleetInstance.builder()
                                .launchTemplateAndOverrides(pool.told())
                                .lifecycle(kind)
                                .instanceType(made.getFirst().instanceType())
                                .instanceIds(made.stream().map(Instance::instanceId).toList())
                                .build());
            } catch (AwsServiceException e) {
                errors.add(
                        CreateFleetError.builder()
                                .launchTemplateAndOverrides(pool.told())
                                .lifecycle(kind)
                                .errorCode(e.awsErrorDetails().errorCode())
                                .errorMessage(e.awsErrorDetails().errorMessage())
                                .build());
            }
        }
        return new Outcome(instances, errors, fulfilled);
    }

    private static RunInstancesRequest request(
            FleetPlan.Pool pool, InstanceLifecycle kind, int count, List<TagSpecification> tags) {
        FleetLaunchTemplateSpecification template = pool.told().launchTemplateSpecification();
        FleetLaunchTemplateOverrides overrides = pool.told().overrides();
        RunInstancesRequest.Builder launch =
                RunInstancesRequest.builder()
                        .launchTemplate(
                                t ->
                                        t.launchTemplateId(template.launchTemplateId())
                                                .launchTemplateName(template.launchTemplateName())
                                                .version(template.version()))
                        .minCount(1)
                        .maxCount(count)
                        .instanceType(overrides.instanceType())
                        .imageId(overrides.imageId())
                        .subnetId(overrides.subnetId());
        if (!tags.isEmpty()) {
            launch.tagSpecifications(tags);
        }
        if (overrides.availabilityZone() != null) {
            launch.placement(p -> p.availabilityZone(overrides.availabilityZone()));
        }
        if (kind == InstanceLifecycle.SPOT) {
            launch.instanceMarketOptions(m -> m.marketType("spot"));
        }
        return launch.build();
    }
}
