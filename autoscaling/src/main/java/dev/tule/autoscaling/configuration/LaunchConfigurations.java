package dev.tule.autoscaling.configuration;

import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Listing;
import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.stored.Rows;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.InstanceMonitoring;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;

/** Launch configurations, which never change: {@code ("configuration", name)}. */
public final class LaunchConfigurations {
    /** AWS's usual quota. */
    public static final int MOST = 200;

    private static final Rows<LaunchConfiguration> ROWS =
            new Rows<>("configuration", LaunchConfiguration.class, LaunchConfiguration::builder);

    private final Place place;
    private final Predicate<String> used;

    /**
     * @param used whether a group launches from the configuration of a name
     */
    public LaunchConfigurations(Place place, Predicate<String> used) {
        this.place = place;
        this.used = used;
    }

    public static Optional<LaunchConfiguration> find(Snapshot rows, String name) {
        return ROWS.find(rows, name);
    }

    CreateLaunchConfigurationResponse create(CreateLaunchConfigurationRequest request) {
        refuse(request);
        String name = request.launchConfigurationName();
        LaunchConfiguration configuration =
                LaunchConfiguration.builder()
                        .launchConfigurationName(name)
                        .launchConfigurationARN(
                                place.arn(
                                        "launchConfiguration:%s:launchConfigurationName/%s"
                                                .formatted(place.newId(), name)))
                        .imageId(request.imageId())
                        .keyName(request.keyName())
                        .securityGroups(request.securityGroups())
                        .userData(request.userData())
                        .instanceType(request.instanceType())
                        .blockDeviceMappings(request.blockDeviceMappings())
                        .instanceMonitoring(
                                request.instanceMonitoring() == null
                                        ? InstanceMonitoring.builder().enabled(true).build()
                                        : request.instanceMonitoring())
                        .iamInstanceProfile(request.iamInstanceProfile())
                        .ebsOptimized(Boolean.TRUE.equals(request.ebsOptimized()))
                        .associatePublicIpAddress(request.associatePublicIpAddress())
                        .metadataOptions(request.metadataOptions())
                        .kernelId("")
                        .ramdiskId("")
                        .createdTime(place.now())
                        .build();
        place.change(
                rows -> {
                    if (ROWS.find(rows, name).isPresent()) {
                        throw Faults.exists(
                                "Launch Configuration by this name already exists - A launch configuration already exists with the name "
                                        + name);
                    }
                    if (ROWS.all(rows).size() >= MOST) {
                        throw Faults.limit(
                                "There are already %d launch configurations.".formatted(MOST));
                    }
                    ROWS.put(rows, configuration, name);
                });
        return CreateLaunchConfigurationResponse.builder().build();
    }

    private static void refuse(CreateLaunchConfigurationRequest request) {
        if (request.instanceId() != null) {
            throw Faults.notImplemented("InstanceId of a launch configuration");
        }
        if (given(request.kernelId()) || given(request.ramdiskId())) {
            throw Faults.notImplemented("A kernel or RAM disk of one's own");
        }
        if (given(request.spotPrice())) {
            throw Faults.notImplemented("SpotPrice");
        }
        if (given(request.placementTenancy()) && !"default".equals(request.placementTenancy())) {
            throw Faults.notImplemented("PlacementTenancy");
        }
        if (given(request.classicLinkVPCId())) {
            throw Faults.notImplemented("ClassicLink");
        }
        if (!given(request.imageId())) {
            throw Faults.invalid(
                    "Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.");
        }
        if (!given(request.instanceType())) {
            throw Faults.invalid(
                    "Valid requests must contain either the InstanceID parameter or both the ImageId and InstanceType parameters.");
        }
    }

    private static boolean given(@org.jspecify.annotations.Nullable String value) {
        return value != null && !value.isEmpty();
    }

    /** How many there are. */
    public int count() {
        return place.read(rows -> ROWS.all(rows)).size();
    }

    DescribeLaunchConfigurationsResponse describe(DescribeLaunchConfigurationsRequest request) {
        List<String> names = request.launchConfigurationNames();
        List<LaunchConfiguration> found =
                place.read(rows -> ROWS.all(rows)).stream()
                        .filter(
                                each ->
                                        names.isEmpty()
                                                || names.contains(each.launchConfigurationName()))
                        .toList();
        Listing<LaunchConfiguration> page =
                Listing.of(
                        found,
                        LaunchConfiguration::launchConfigurationName,
                        request.maxRecords(),
                        request.nextToken());
        return DescribeLaunchConfigurationsResponse.builder()
                .launchConfigurations(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteLaunchConfigurationResponse delete(DeleteLaunchConfigurationRequest request) {
        String name = request.launchConfigurationName();
        if (used.test(name)) {
            throw Faults.inUse(
                    "Cannot delete launch configuration "
                            + name
                            + " because it is attached to an AutoScalingGroup");
        }
        place.change(
                rows -> {
                    if (ROWS.find(rows, name).isEmpty()) {
                        throw Faults.invalid(
                                "Launch configuration name not found - Launch configuration "
                                        + name
                                        + " not found");
                    }
                    ROWS.delete(rows, name);
                });
        return DeleteLaunchConfigurationResponse.builder().build();
    }
}
