package dev.tule.ec2.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstancePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * What an instance is told, as a tree of names: a leaf has a value, anything else lists what is
 * below it. Values are worked out when they are asked for.
 */
final class MetadataTree {
    private final Map<String, Supplier<Optional<String>>> leaves = new TreeMap<>();

    MetadataTree(Subject subject) {
        Instance instance = subject.instance();
        own(subject, instance);
        network(instance);
        placement(subject, instance);
        disks(instance);
        role(subject, instance);
        if ("enabled".equals(instance.metadataOptions().instanceMetadataTagsAsString())) {
            for (Tag tag : instance.tags()) {
                put("tags/instance/" + tag.key(), tag.value());
            }
        }
        later(
                "dynamic/instance-identity/document",
                () -> Optional.of(IdentityDocument.of(subject)));
    }

    private void put(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            leaves.put("meta-data/" + name, () -> Optional.of(value));
        }
    }

    private void later(String path, Supplier<Optional<String>> value) {
        leaves.put(path, value);
    }

    private void own(Subject subject, Instance instance) {
        put("ami-id", instance.imageId());
        put("ami-launch-index", String.valueOf(instance.amiLaunchIndex()));
        put("ami-manifest-path", "(unknown)");
        put("instance-action", "none");
        put("instance-id", instance.instanceId());
        put(
                "instance-life-cycle",
                Objects.requireNonNullElse(instance.instanceLifecycleAsString(), "on-demand"));
        put("instance-type", instance.instanceTypeAsString());
        put("profile", "default-hvm");
        put("reservation-id", subject.reservationId());
        put("services/domain", "amazonaws.com");
        put("services/partition", "aws");
        subject.publicKey().ifPresent(key -> put("public-keys/0/openssh-key", key));
    }

    private void network(Instance instance) {
        put("hostname", instance.privateDnsName());
        put("local-hostname", instance.privateDnsName());
        put("local-ipv4", instance.privateIpAddress());
        put("public-hostname", instance.publicDnsName());
        put("public-ipv4", instance.publicIpAddress());
        put("security-groups", groups(instance.securityGroups(), GroupIdentifier::groupName));
        for (InstanceNetworkInterface card : instance.networkInterfaces()) {
            if (card.attachment() != null && Objects.equals(card.attachment().deviceIndex(), 0)) {
                put("mac", card.macAddress());
            }
            card("network/interfaces/macs/" + card.macAddress() + "/", card);
        }
    }

    private void card(String at, InstanceNetworkInterface card) {
        if (card.attachment() != null) {
            put(at + "device-number", String.valueOf(card.attachment().deviceIndex()));
        }
        put(at + "interface-id", card.networkInterfaceId());
        put(at + "local-hostname", card.privateDnsName());
        put(
                at + "local-ipv4s",
                lines(
                        card.privateIpAddresses().stream()
                                .map(InstancePrivateIpAddress::privateIpAddress)
                                .toList()));
        put(at + "mac", card.macAddress());
        put(at + "owner-id", card.ownerId());
        put(at + "security-group-ids", groups(card.groups(), GroupIdentifier::groupId));
        put(at + "security-groups", groups(card.groups(), GroupIdentifier::groupName));
        put(at + "subnet-id", card.subnetId());
        put(at + "vpc-id", card.vpcId());
        if (card.association() != null) {
            put(at + "public-hostname", card.association().publicDnsName());
            put(at + "public-ipv4s", card.association().publicIp());
            put(at + "ipv4-associations/" + card.association().publicIp(), card.privateIpAddress());
        }
    }

    private static String groups(
            List<GroupIdentifier> groups,
            java.util.function.Function<GroupIdentifier, String> name) {
        return lines(groups.stream().map(name).toList());
    }

    private static String lines(List<String> values) {
        return String.join("\n", values);
    }

    private void placement(Subject subject, Instance instance) {
        put("placement/availability-zone", instance.placement().availabilityZone());
        put("placement/availability-zone-id", subject.zoneId());
        put("placement/region", subject.where().region());
    }

    private void disks(Instance instance) {
        put("block-device-mapping/ami", plain(instance.rootDeviceName()));
        put("block-device-mapping/root", instance.rootDeviceName());
        int number = 1;
        for (InstanceBlockDeviceMapping disk : instance.blockDeviceMappings()) {
            if (!disk.deviceName().equals(instance.rootDeviceName())) {
                put("block-device-mapping/ebs" + number++, plain(disk.deviceName()));
            }
        }
    }

    private static String plain(String device) {
        return device.startsWith("/dev/") ? device.substring("/dev/".length()) : device;
    }

    private void role(Subject subject, Instance instance) {
        if (instance.iamInstanceProfile() == null) {
            return;
        }
        String profile = instance.iamInstanceProfile().arn();
        later(
                "meta-data/iam/info",
                () -> Optional.of(RoleCredentials.info(subject, instance.iamInstanceProfile())));
        subject.profiles()
                .role(subject.where(), profile)
                .ifPresent(
                        role ->
                                later(
                                        "meta-data/iam/security-credentials/" + role,
                                        () ->
                                                Optional.of(
                                                        RoleCredentials.of(
                                                                subject, profile, role))));
    }

    /**
     * What is at a path below the version, such as {@code meta-data/instance-id}.
     *
     * @return empty where nothing is
     */
    Optional<String> at(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Supplier<Optional<String>> leaf = leaves.get(plain);
        if (leaf != null) {
            return leaf.get();
        }
        return listing(plain);
    }

    private Optional<String> listing(String directory) {
        String prefix = directory + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String leaf : leaves.keySet()) {
            if (leaf.startsWith(prefix)) {
                String rest = leaf.substring(prefix.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(lines(new ArrayList<>(names)));
    }
}
