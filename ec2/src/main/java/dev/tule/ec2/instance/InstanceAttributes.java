package dev.tule.ec2.instance;

import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.type.TypeCatalogue;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceMonitoring;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Attributes of instances, one by one. */
final class InstanceAttributes {
    private final Place place;
    private final InstanceNetwork network;
    private final InstanceView view;

    InstanceAttributes(Place place, InstanceNetwork network, InstanceView view) {
        this.place = place;
        this.network = network;
        this.view = view;
    }

    DescribeInstanceAttributeResponse describe(DescribeInstanceAttributeRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        InstanceAttributeName name = Faults.require(request.attribute(), "Attribute");
        return place.read(
                rows -> {
                    Instance instance =
                            InstanceDescriptions.select(rows, view, List.of(id), List.of())
                                    .getFirst()
                                    .instance();
                    DescribeInstanceAttributeResponse all = InstanceRows.ATTRIBUTES.get(rows, id);
                    return one(id, name, instance, all);
                });
    }

    private static DescribeInstanceAttributeResponse one(
            String id,
            InstanceAttributeName name,
            Instance instance,
            DescribeInstanceAttributeResponse all) {
        DescribeInstanceAttributeResponse.Builder answer =
                DescribeInstanceAttributeResponse.builder().instanceId(id);
        switch (name) {
            case USER_DATA -> answer.userData(all.userData());
            case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
                    answer.instanceInitiatedShutdownBehavior(
                            all.instanceInitiatedShutdownBehavior());
            case DISABLE_API_TERMINATION ->
                    answer.disableApiTermination(all.disableApiTermination());
            case DISABLE_API_STOP -> answer.disableApiStop(all.disableApiStop());
            case INSTANCE_TYPE ->
                    answer.instanceType(v -> v.value(instance.instanceTypeAsString()));
            case ROOT_DEVICE_NAME -> answer.rootDeviceName(v -> v.value(instance.rootDeviceName()));
            case BLOCK_DEVICE_MAPPING -> answer.blockDeviceMappings(instance.blockDeviceMappings());
            case SOURCE_DEST_CHECK ->
                    answer.sourceDestCheck(v -> v.value(instance.sourceDestCheck()));
            case GROUP_SET -> answer.groups(instance.securityGroups());
            case EBS_OPTIMIZED -> answer.ebsOptimized(v -> v.value(false));
            case ENA_SUPPORT -> answer.enaSupport(v -> v.value(false));
            case PRODUCT_CODES -> answer.productCodes(List.of());
            case KERNEL -> answer.kernelId(AttributeValue.builder().build());
            case RAMDISK -> answer.ramdiskId(AttributeValue.builder().build());
            default -> throw Faults.notImplemented("The attribute " + name);
        }
        return answer.build();
    }

    ModifyInstanceAttributeResponse modify(ModifyInstanceAttributeRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        ModifyInstanceAttributeRequest asked = named(request);
        place.change(
                rows -> {
                    boolean changed = change(rows, id, asked);
                    changed |= changeNetwork(rows, id, asked);
                    changed |= changeDisks(rows, id, asked.blockDeviceMappings());
                    if (!changed) {
                        throw Faults.invalidCombination("No attributes specified.");
                    }
                });
        return ModifyInstanceAttributeResponse.builder().build();
    }

    /**
     * Old clients name the attribute and give its value as text; that is the same as setting it.
     */
    private static ModifyInstanceAttributeRequest named(ModifyInstanceAttributeRequest request) {
        if (request.attribute() == null) {
            return request;
        }
        String value = Faults.require(request.value(), "Value");
        boolean truth = Boolean.parseBoolean(value);
        ModifyInstanceAttributeRequest.Builder asked = request.toBuilder();
        switch (request.attribute()) {
            case INSTANCE_TYPE -> asked.instanceType(v -> v.value(value));
            case USER_DATA ->
                    asked.userData(
                            v ->
                                    v.value(
                                            software.amazon.awssdk.core.SdkBytes.fromUtf8String(
                                                    value)));
            case INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR ->
                    asked.instanceInitiatedShutdownBehavior(v -> v.value(value));
            case DISABLE_API_TERMINATION -> asked.disableApiTermination(v -> v.value(truth));
            case DISABLE_API_STOP -> asked.disableApiStop(v -> v.value(truth));
            case SOURCE_DEST_CHECK -> asked.sourceDestCheck(v -> v.value(truth));
            default -> throw Faults.notImplemented("The attribute " + request.attributeAsString());
        }
        return asked.build();
    }

    private boolean change(Transaction rows, String id, ModifyInstanceAttributeRequest asked) {
        Instance instance = InstanceRows.alive(rows, id);
        DescribeInstanceAttributeResponse.Builder all =
                InstanceRows.ATTRIBUTES.get(rows, id).toBuilder();
        boolean changed = false;
        if (asked.instanceType() != null) {
            requireStopped(instance);
            TypeCatalogue.MachineType type = TypeCatalogue.get(asked.instanceType().value());
            type.requireArchitecture(instance.architectureAsString());
            InstanceRows.put(rows, instance.toBuilder().instanceType(type.name()).build());
            changed = true;
        }
        if (asked.userData() != null) {
            requireStopped(instance);
            String data =
                    java.util.Base64.getEncoder()
                            .encodeToString(asked.userData().value().asByteArray());
            all.userData(v -> v.value(LaunchRequest.userData(data)));
            changed = true;
        }
        if (asked.instanceInitiatedShutdownBehavior() != null) {
            String behaviour = asked.instanceInitiatedShutdownBehavior().value();
            if (!List.of("stop", "terminate").contains(behaviour)) {
                throw Faults.invalidValue(
                        behaviour,
                        "instanceInitiatedShutdownBehavior",
                        "Expecting stop or terminate");
            }
            all.instanceInitiatedShutdownBehavior(v -> v.value(behaviour));
            changed = true;
        }
        if (asked.disableApiTermination() != null) {
            all.disableApiTermination(truth(asked.disableApiTermination()));
            changed = true;
        }
        if (asked.disableApiStop() != null) {
            all.disableApiStop(truth(asked.disableApiStop()));
            changed = true;
        }
        InstanceRows.ATTRIBUTES.put(rows, id, all.build());
        return changed;
    }

    private static AttributeBooleanValue truth(AttributeBooleanValue asked) {
        return AttributeBooleanValue.builder().value(Boolean.TRUE.equals(asked.value())).build();
    }

    private static void requireStopped(Instance instance) {
        if (!States.is(instance, InstanceStateName.STOPPED)) {
            throw Faults.of(
                    "IncorrectInstanceState",
                    "The instance '%s' is not in the 'stopped' state."
                            .formatted(instance.instanceId()));
        }
    }

    private boolean changeNetwork(
            Transaction rows, String id, ModifyInstanceAttributeRequest asked) {
        if (!asked.groups().isEmpty()) {
            network.changeGroups(rows, id, asked.groups());
        }
        if (asked.sourceDestCheck() != null) {
            network.changeSourceDestCheck(
                    rows, id, !Boolean.FALSE.equals(asked.sourceDestCheck().value()));
        }
        return !asked.groups().isEmpty() || asked.sourceDestCheck() != null;
    }

    private static boolean changeDisks(
            Transaction rows, String id, List<InstanceBlockDeviceMappingSpecification> asked) {
        for (InstanceBlockDeviceMappingSpecification each : asked) {
            Volume volume =
                    VolumeRows.of(rows, id).stream()
                            .filter(
                                    v ->
                                            v.attachments()
                                                    .getFirst()
                                                    .device()
                                                    .equals(each.deviceName()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            Faults.of(
                                                    "InvalidInstanceAttributeValue",
                                                    "No device is currently mapped at "
                                                            + each.deviceName()));
            if (each.ebs() != null && each.ebs().deleteOnTermination() != null) {
                VolumeRows.VOLUMES.put(
                        rows,
                        volume.volumeId(),
                        volume.toBuilder()
                                .attachments(
                                        volume.attachments().getFirst().toBuilder()
                                                .deleteOnTermination(
                                                        each.ebs().deleteOnTermination())
                                                .build())
                                .build());
            }
        }
        return !asked.isEmpty();
    }

    ModifyInstanceMetadataOptionsResponse modifyMetadata(
            ModifyInstanceMetadataOptionsRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        Integer hops = request.httpPutResponseHopLimit();
        if (hops != null && (hops < 1 || hops > 64)) {
            throw Faults.invalidValue(hops, "httpPutResponseHopLimit", "Expecting 1 to 64");
        }
        return place.transact(
                rows -> {
                    Instance instance = InstanceRows.alive(rows, id);
                    var options =
                            ModelCopy.into(instance.metadataOptions().toBuilder(), request).build();
                    InstanceRows.put(rows, instance.toBuilder().metadataOptions(options).build());
                    return ModifyInstanceMetadataOptionsResponse.builder()
                            .instanceId(id)
                            .instanceMetadataOptions(options)
                            .build();
                });
    }

    MonitorInstancesResponse monitor(MonitorInstancesRequest request) {
        return MonitorInstancesResponse.builder()
                .instanceMonitorings(monitored(request.instanceIds(), "enabled"))
                .build();
    }

    UnmonitorInstancesResponse unmonitor(UnmonitorInstancesRequest request) {
        return UnmonitorInstancesResponse.builder()
                .instanceMonitorings(monitored(request.instanceIds(), "disabled"))
                .build();
    }

    private List<InstanceMonitoring> monitored(List<String> ids, String state) {
        return place.transact(
                rows -> {
                    List<InstanceMonitoring> done = new ArrayList<>();
                    for (String id : ids) {
                        Instance instance = InstanceRows.alive(rows, id);
                        Instance now = instance.toBuilder().monitoring(m -> m.state(state)).build();
                        InstanceRows.put(rows, now);
                        done.add(
                                InstanceMonitoring.builder()
                                        .instanceId(id)
                                        .monitoring(now.monitoring())
                                        .build());
                    }
                    return done;
                });
    }
}
