package dev.tule.ec2.instance;

import dev.tule.compute.Machine;
import dev.tule.ec2.image.Images;
import dev.tule.ec2.importing.DiskImports;
import dev.tule.ec2.metadata.Subject;
import dev.tule.ec2.metering.Probe;
import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.volume.RunningDisks;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.ec2.volume.Volumes;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceCreditSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceCreditSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMaintenanceOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMaintenanceOptionsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAttachment;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** The instances of a place: the list of what is done with them. Safe for use by many threads. */
public final class Instances implements AutoCloseable {
    private final Place place;
    private final Host host;
    private final InstanceView view;
    private final LifeCycle lifeCycle;
    private final Volumes volumes;
    private final Snapshots snapshots;
    private final DiskImports imports;
    private final Images images;
    private final ProfileAssociations profiles;
    private final Launcher launcher;
    private final InstanceDescriptions descriptions;
    private final InstanceHealth health;
    private final InstanceStates states;
    private final InstanceAttributes attributes;
    private final CreditSpecifications credits;
    private final MaintenanceOptions maintenance;
    private final Attachments attachments;
    private final ImageMaker imageMaker;

    /**
     * @param s3 of the place, for disks that are imported
     */
    public Instances(Place place, Host host, InstanceNetwork network, S3Client s3) {
        this.place = place;
        RunningDisks machines = new OurDisks();
        this.snapshots = new Snapshots(place, host.files(), machines);
        this.volumes = new Volumes(place, host.files(), machines, snapshots);
        this.imports = new DiskImports(place, host.files(), snapshots, s3);
        this.images = new Images(place, snapshots, imports);
        InstanceDisks disks = new InstanceDisks(place, volumes);
        this.host = host;
        this.view = new InstanceView(network);
        this.lifeCycle = new LifeCycle(place, host, network, disks);
        this.profiles = new ProfileAssociations(place, host);
        this.launcher = new Launcher(place, host, network, disks, lifeCycle, view, profiles);
        this.descriptions = new InstanceDescriptions(place, view);
        this.health = new InstanceHealth(place, host, lifeCycle, view);
        this.states = new InstanceStates(place, lifeCycle);
        this.attributes = new InstanceAttributes(place, network, view);
        this.credits = new CreditSpecifications(place);
        this.maintenance = new MaintenanceOptions(place);
        this.attachments = new Attachments(place, volumes, lifeCycle);
        this.imageMaker = new ImageMaker(place, images, snapshots, disks, lifeCycle);
    }

    /** The life cycle's, which comes after those who ask. */
    private final class OurDisks implements RunningDisks {
        @Override
        public Optional<Machine> of(String instanceId) {
            return lifeCycle.running(instanceId);
        }

        @Override
        public void require() {
            lifeCycle.requireDisks();
        }
    }

    public LifeCycle lifeCycle() {
        return lifeCycle;
    }

    public Volumes volumes() {
        return volumes;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public ProfileAssociations profiles() {
        return profiles;
    }

    public DiskImports imports() {
        return imports;
    }

    public Images images() {
        return images;
    }

    /** The instances, to be measured. */
    public Probe probe() {
        return new InstanceProbe(place, view, lifeCycle);
    }

    /** What the instance behind a network interface is told of itself. */
    public Optional<Subject> subject(String interfaceId) {
        return place.read(
                rows ->
                        NetworkTables.INTERFACES
                                .find(rows, interfaceId)
                                .map(NetworkInterface::attachment)
                                .map(NetworkInterfaceAttachment::instanceId)
                                .map(id -> subject(rows, id)));
    }

    private Subject subject(Snapshot rows, String id) {
        InstanceView.Seen seen =
                InstanceDescriptions.select(rows, view, List.of(id), List.of()).getFirst();
        Instance instance = seen.instance();
        byte[] userData =
                Base64.getDecoder()
                        .decode(InstanceRows.ATTRIBUTES.get(rows, id).userData().value());
        return new Subject(
                place.where(),
                instance,
                seen.reservation().reservationId(),
                userData,
                InstanceRows.publicKey(rows, id),
                place.zoneId(instance.placement().availabilityZone()),
                host.profiles());
    }

    /** Terminates those instances of a list that are there still. */
    public void endAll(List<String> ids) {
        List<String> left =
                place.read(
                        rows ->
                                ids.stream()
                                        .filter(
                                                id ->
                                                        InstanceRows.INSTANCES
                                                                .find(rows, id)
                                                                .isPresent())
                                        .toList());
        if (!left.isEmpty()) {
            var _ = states.terminate(TerminateInstancesRequest.builder().instanceIds(left).build());
        }
    }

    /** Whether an instance that isn't terminated is in the placement group of that name. */
    public static boolean isAnyPlaced(Snapshot rows, String group) {
        return InstanceRows.placed(rows, group) > 0;
    }

    @Override
    public void close() {
        lifeCycle.close();
    }

    /** Launches instances: the action RunInstances. */
    public RunInstancesResponse run(RunInstancesRequest request) {
        return launcher.run(request, (rows, id) -> {});
    }

    /** The same, with what else belongs to an instance, in the transaction that makes it. */
    public RunInstancesResponse run(
            RunInstancesRequest request, BiConsumer<Transaction, String> with) {
        return launcher.run(request, with);
    }

    DescribeInstancesResponse describe(DescribeInstancesRequest request) {
        lifeCycle.sweep();
        return descriptions.describe(request);
    }

    DescribeInstanceStatusResponse describeStatus(DescribeInstanceStatusRequest request) {
        return health.describe(request);
    }

    GetConsoleOutputResponse console(GetConsoleOutputRequest request) {
        return health.console(request);
    }

    StartInstancesResponse start(StartInstancesRequest request) {
        return states.start(request);
    }

    StopInstancesResponse stop(StopInstancesRequest request) {
        return states.stop(request);
    }

    RebootInstancesResponse reboot(RebootInstancesRequest request) {
        return states.reboot(request);
    }

    TerminateInstancesResponse terminate(TerminateInstancesRequest request) {
        return states.terminate(request);
    }

    DescribeInstanceAttributeResponse describeAttribute(DescribeInstanceAttributeRequest request) {
        return attributes.describe(request);
    }

    ModifyInstanceAttributeResponse modifyAttribute(ModifyInstanceAttributeRequest request) {
        return attributes.modify(request);
    }

    ModifyInstanceMetadataOptionsResponse modifyMetadata(
            ModifyInstanceMetadataOptionsRequest request) {
        return attributes.modifyMetadata(request);
    }

    ModifyInstanceCreditSpecificationResponse modifyCredits(
            ModifyInstanceCreditSpecificationRequest request) {
        return credits.modify(request);
    }

    DescribeInstanceCreditSpecificationsResponse describeCredits(
            DescribeInstanceCreditSpecificationsRequest request) {
        return credits.describe(request);
    }

    ModifyInstanceMaintenanceOptionsResponse modifyMaintenance(
            ModifyInstanceMaintenanceOptionsRequest request) {
        return maintenance.modify(request);
    }

    MonitorInstancesResponse monitor(MonitorInstancesRequest request) {
        return attributes.monitor(request);
    }

    UnmonitorInstancesResponse unmonitor(UnmonitorInstancesRequest request) {
        return attributes.unmonitor(request);
    }

    AttachVolumeResponse attach(AttachVolumeRequest request) {
        return attachments.attach(request);
    }

    DetachVolumeResponse detach(DetachVolumeRequest request) {
        return attachments.detach(request);
    }

    CreateImageResponse createImage(CreateImageRequest request) {
        return imageMaker.create(request);
    }
}
