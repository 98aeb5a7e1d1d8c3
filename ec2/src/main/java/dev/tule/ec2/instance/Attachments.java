package dev.tule.ec2.instance;

import dev.tule.compute.ComputeException;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskId;
import dev.tule.compute.Machine;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.ec2.volume.Volumes;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/**
 * Attaches volumes to instances and detaches them, also while they run. The row is changed first,
 * so that nobody else takes the volume meanwhile, and put back where the machine refuses.
 */
final class Attachments {
    private static final Pattern DEVICE =
            Pattern.compile("(/dev/)?(sd[a-z][a-z]?|xvd[a-z][a-z]?|hd[a-z])([1-9][0-9]?)?");
    private static final Duration LET_GO = Duration.ofSeconds(10);

    private final Place place;
    private final Volumes volumes;
    private final LifeCycle lifeCycle;

    Attachments(Place place, Volumes volumes, LifeCycle lifeCycle) {
        this.place = place;
        this.volumes = volumes;
        this.lifeCycle = lifeCycle;
    }

    AttachVolumeResponse attach(AttachVolumeRequest request) {
        String volumeId = Kind.VOLUME.check(Faults.require(request.volumeId(), "VolumeId"));
        String instanceId = Faults.require(request.instanceId(), "InstanceId");
        String device = Faults.require(request.device(), "Device");
        if (!DEVICE.matcher(device).matches()) {
            throw Faults.invalidValue(
                    device, "unixDevice", device + " is not a valid EBS device name.");
        }
        lifeCycle.requireDisks();
        lifeCycle.alone(
                instanceId,
                () -> {
                    place.transact(rows -> reserve(rows, volumeId, instanceId, device));
                    Optional<Machine> machine = lifeCycle.running(instanceId);
                    try {
                        machine.ifPresent(
                                found -> found.attach(Disk.of(volumeId, volumes.file(volumeId))));
                    } catch (ComputeException e) {
                        place.transact(rows -> free(rows, volumeId));
                        throw e;
                    }
                    place.transact(rows -> mark(rows, volumeId, VolumeAttachmentState.ATTACHED));
                });
        VolumeAttachment made =
                place.read(rows -> VolumeRows.VOLUMES.get(rows, volumeId)).attachments().getFirst();
        return AttachVolumeResponse.builder()
                .volumeId(volumeId)
                .instanceId(instanceId)
                .device(device)
                .state(made.state())
                .attachTime(made.attachTime())
                .deleteOnTermination(made.deleteOnTermination())
                .build();
    }

    private Volume reserve(Transaction rows, String volumeId, String instanceId, String device) {
        Instance instance = InstanceRows.get(rows, instanceId);
        InstanceStateName state = States.name(instance);
        if (state != InstanceStateName.RUNNING && state != InstanceStateName.STOPPED) {
            throw Faults.of(
                    "IncorrectState", "Instance '%s' is not 'running'.".formatted(instanceId));
        }
        Volume volume = VolumeRows.VOLUMES.get(rows, volumeId);
        if (volume.state() != VolumeState.AVAILABLE) {
            throw Faults.of(
                    "VolumeInUse", "%s is already attached to an instance".formatted(volumeId));
        }
        if (!volume.availabilityZone().equals(instance.placement().availabilityZone())) {
            throw Faults.of(
                    "InvalidVolume.ZoneMismatch",
                    "The volume '%s' is not in the same availability zone as instance '%s'"
                            .formatted(volumeId, instanceId));
        }
        boolean taken =
                VolumeRows.of(rows, instanceId).stream()
                        .anyMatch(each -> each.attachments().getFirst().device().equals(device));
        if (taken) {
            throw Faults.invalidValue(
                    "Invalid value '%s' for unixDevice. Attachment point %s is already in use"
                            .formatted(device, device));
        }
        VolumeAttachment attachment =
                VolumeAttachment.builder()
                        .volumeId(volumeId)
                        .instanceId(instanceId)
                        .device(device)
                        .state(VolumeAttachmentState.ATTACHING)
                        .attachTime(place.now())
                        .deleteOnTermination(false)
                        .build();
        return put(
                rows, volume.toBuilder().state(VolumeState.IN_USE).attachments(attachment).build());
    }

    private static Volume put(Transaction rows, Volume volume) {
        VolumeRows.VOLUMES.put(rows, volume.volumeId(), volume);
        return volume;
    }

    private static Volume free(Transaction rows, String volumeId) {
        Volume volume = VolumeRows.VOLUMES.get(rows, volumeId);
        return put(
                rows,
                volume.toBuilder().state(VolumeState.AVAILABLE).attachments(List.of()).build());
    }

    private static Volume mark(Transaction rows, String volumeId, VolumeAttachmentState state) {
        Volume volume = VolumeRows.VOLUMES.get(rows, volumeId);
        VolumeAttachment attachment =
                volume.attachments().getFirst().toBuilder().state(state).build();
        return put(rows, volume.toBuilder().attachments(attachment).build());
    }

    /** Returns when the machine has let go of the disk; the answer is AWS's all the same. */
    DetachVolumeResponse detach(DetachVolumeRequest request) {
        String volumeId = Kind.VOLUME.check(Faults.require(request.volumeId(), "VolumeId"));
        VolumeAttachment attachment =
                place.read(rows -> VolumeRows.VOLUMES.get(rows, volumeId)).attachments().stream()
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        Faults.incorrectState(
                                                "Volume '%s' is in the 'available' state."
                                                        .formatted(volumeId)));
        requireMeant(request, attachment);
        lifeCycle.alone(attachment.instanceId(), () -> detach(volumeId, attachment));
        return DetachVolumeResponse.builder()
                .volumeId(volumeId)
                .instanceId(attachment.instanceId())
                .device(attachment.device())
                .attachTime(attachment.attachTime())
                .deleteOnTermination(attachment.deleteOnTermination())
                .state(VolumeAttachmentState.DETACHING)
                .build();
    }

    private static void requireMeant(DetachVolumeRequest request, VolumeAttachment attachment) {
        boolean otherInstance =
                request.instanceId() != null
                        && !request.instanceId().equals(attachment.instanceId());
        boolean otherDevice =
                request.device() != null && !request.device().equals(attachment.device());
        if (otherInstance || otherDevice) {
            throw Faults.of(
                    "InvalidAttachment.NotFound",
                    "The volume '%s' is not attached to instance '%s' as device '%s'."
                            .formatted(
                                    attachment.volumeId(), request.instanceId(), request.device()));
        }
    }

    private void detach(String volumeId, VolumeAttachment attachment) {
        String instanceId = attachment.instanceId();
        Optional<Machine> machine = lifeCycle.running(instanceId);
        Instance instance = place.read(rows -> InstanceRows.get(rows, instanceId));
        if (machine.isPresent() && attachment.device().equals(instance.rootDeviceName())) {
            throw Faults.of(
                    "OperationNotPermitted",
                    "Unable to detach root volume '%s' from instance '%s'"
                            .formatted(volumeId, instanceId));
        }
        place.transact(rows -> mark(rows, volumeId, VolumeAttachmentState.DETACHING));
        try {
            machine.ifPresent(found -> found.detach(new DiskId(volumeId), LET_GO));
        } catch (ComputeException e) {
            place.transact(rows -> mark(rows, volumeId, VolumeAttachmentState.BUSY));
            throw Faults.incorrectState(
                    "The machine's system does not let go of the volume '%s'".formatted(volumeId));
        }
        place.transact(rows -> free(rows, volumeId));
    }
}
