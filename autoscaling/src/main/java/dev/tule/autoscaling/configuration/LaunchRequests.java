package dev.tule.autoscaling.configuration;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.life.Launches;
import dev.tule.autoscaling.life.Member;
import dev.tule.autoscaling.life.Member.Source;
import dev.tule.autoscaling.resource.Faults;
import dev.tule.autoscaling.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.LaunchConfiguration;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Makes requests for machines. Safe for use by many threads. */
public final class LaunchRequests implements Launches {
    /** By which a machine tells its group. */
    public static final String GROUP_TAG = "aws:autoscaling:groupName";

    private final Place place;
    private final Ec2Client ec2;

    public LaunchRequests(Place place, Ec2Client ec2) {
        this.place = place;
        this.ec2 = ec2;
    }

    @Override
    public Source source(Group group) {
        String configuration = group.spec().launchConfigurationName();
        if (configuration != null) {
            return new Source(
                    configuration, "", "", "", configuration(configuration).instanceType());
        }
        return source(group.spec().launchTemplate());
    }

    /** A version of a template, whose number is looked up where it is {@code $Latest}. */
    public Source source(LaunchTemplateSpecification wanted) {
        String version = Objects.requireNonNullElse(wanted.version(), "$Default");
        List<LaunchTemplateVersion> found =
                ec2.describeLaunchTemplateVersions(
                                request ->
                                        request.launchTemplateId(wanted.launchTemplateId())
                                                .launchTemplateName(
                                                        wanted.launchTemplateId() == null
                                                                ? wanted.launchTemplateName()
                                                                : null)
                                                .versions(version))
                        .launchTemplateVersions();
        if (found.isEmpty()) {
            throw Faults.invalid(
                    "You must use a valid fully-formed launch template. There is no version "
                            + version);
        }
        LaunchTemplateVersion template = found.getFirst();
        return new Source(
                "",
                template.launchTemplateId(),
                template.launchTemplateName(),
                String.valueOf(template.versionNumber()),
                Objects.requireNonNullElse(
                        template.launchTemplateData().instanceTypeAsString(), "m1.small"));
    }

    private LaunchConfiguration configuration(String name) {
        return place.read(rows -> LaunchConfigurations.find(rows, name))
                .orElseThrow(
                        () ->
                                Faults.invalid(
                                        "Launch configuration name not found - A launch configuration with the name: "
                                                + name
                                                + " does not exist"));
    }

    @Override
    public RunInstancesRequest request(Group group, Member member) {
        RunInstancesRequest.Builder request =
                RunInstancesRequest.builder()
                        .clientToken(member.token())
                        .minCount(1)
                        .maxCount(1)
                        .tagSpecifications(
                                TagSpecification.builder()
                                        .resourceType(ResourceType.INSTANCE)
                                        .tags(tags(group))
                                        .build());
        if (member.subnet().isEmpty()) {
            request.placement(placement -> placement.availabilityZone(member.zone()));
        }
        Source source = member.source();
        if (source.configuration().isEmpty()) {
            request.launchTemplate(
                    template ->
                            template.launchTemplateId(source.templateId())
                                    .version(source.version()));
            if (!member.subnet().isEmpty()) {
                request.subnetId(member.subnet());
            }
        } else {
            fill(request, configuration(source.configuration()), member.subnet());
        }
        return request.build();
    }

    private static List<Tag> tags(Group group) {
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.builder().key(GROUP_TAG).value(group.name()).build());
        group.spec().tags().stream()
                .filter(tag -> Boolean.TRUE.equals(tag.propagateAtLaunch()))
                .map(tag -> Tag.builder().key(tag.key()).value(tag.value()).build())
                .forEach(tags::add);
        return tags;
    }

    private static void fill(
            RunInstancesRequest.Builder request, LaunchConfiguration from, String subnet) {
        request.imageId(from.imageId())
                .instanceType(from.instanceType())
                .keyName(from.keyName())
                .userData(from.userData())
                .monitoring(monitoring -> monitoring.enabled(from.instanceMonitoring().enabled()));
        if (Boolean.TRUE.equals(from.ebsOptimized())) {
            request.ebsOptimized(true);
        }
        if (from.iamInstanceProfile() != null) {
            boolean arn = from.iamInstanceProfile().startsWith("arn:");
            request.iamInstanceProfile(
                    profile ->
                            profile.arn(arn ? from.iamInstanceProfile() : null)
                                    .name(arn ? null : from.iamInstanceProfile()));
        }
        if (!from.blockDeviceMappings().isEmpty()) {
            request.blockDeviceMappings(
                    from.blockDeviceMappings().stream().map(LaunchRequests::device).toList());
        }
        if (from.metadataOptions() != null) {
            request.metadataOptions(
                    options ->
                            options.httpTokens(from.metadataOptions().httpTokensAsString())
                                    .httpEndpoint(from.metadataOptions().httpEndpointAsString())
                                    .httpPutResponseHopLimit(
                                            from.metadataOptions().httpPutResponseHopLimit()));
        }
        network(request, from, subnet);
    }

    private static void network(
            RunInstancesRequest.Builder request, LaunchConfiguration from, String subnet) {
        List<String> ids =
                from.securityGroups().stream().filter(group -> group.startsWith("sg-")).toList();
        List<String> names =
                from.securityGroups().stream().filter(group -> !group.startsWith("sg-")).toList();
        @Nullable Boolean publicly = from.associatePublicIpAddress();
        if (publicly != null && !subnet.isEmpty()) {
            request.networkInterfaces(
                    InstanceNetworkInterfaceSpecification.builder()
                            .deviceIndex(0)
                            .subnetId(subnet)
                            .associatePublicIpAddress(publicly)
                            .groups(ids)
                            .build());
            return;
        }
        if (!subnet.isEmpty()) {
            request.subnetId(subnet);
        }
        if (!ids.isEmpty()) {
            request.securityGroupIds(ids);
        }
        if (!names.isEmpty()) {
            request.securityGroups(names);
        }
    }

    private static BlockDeviceMapping device(
            software.amazon.awssdk.services.autoscaling.model.BlockDeviceMapping from) {
        BlockDeviceMapping.Builder device =
                BlockDeviceMapping.builder()
                        .deviceName(from.deviceName())
                        .virtualName(from.virtualName());
        if (Boolean.TRUE.equals(from.noDevice())) {
            device.noDevice("");
        }
        if (from.ebs() != null) {
            device.ebs(
                    ebs ->
                            ebs.snapshotId(from.ebs().snapshotId())
                                    .volumeSize(from.ebs().volumeSize())
                                    .volumeType(from.ebs().volumeType())
                                    .deleteOnTermination(from.ebs().deleteOnTermination())
                                    .iops(from.ebs().iops())
                                    .encrypted(from.ebs().encrypted())
                                    .throughput(from.ebs().throughput()));
        }
        return device.build();
    }
}
