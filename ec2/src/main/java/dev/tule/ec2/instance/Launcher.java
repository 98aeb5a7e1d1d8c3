package dev.tule.ec2.instance;

import dev.tule.compute.Architecture;
import dev.tule.compute.Capability;
import dev.tule.compute.ComputeException;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.Occupancy;
import dev.tule.compute.choice.DriverChoice;
import dev.tule.ec2.image.BuiltIn;
import dev.tule.ec2.image.DeviceMappings;
import dev.tule.ec2.image.Images;
import dev.tule.ec2.keypair.KeyPairs;
import dev.tule.ec2.network.InstanceNetwork;
import dev.tule.ec2.placement.PlacementGroups;
import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.ModelCopy;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.template.LaunchTemplates;
import dev.tule.ec2.type.TypeCatalogue;
import dev.tule.ec2.type.TypeCatalogue.MachineType;
import dev.tule.ec2.volume.DiskOrigins;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Placement;
import software.amazon.awssdk.services.ec2.model.PlacementGroup;
import software.amazon.awssdk.services.ec2.model.PlacementStrategy;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Launches instances: makes their rows, and has the life cycle do the rest. */
final class Launcher {
    private static final String DEFAULT_TYPE = "m1.small";

    private final Place place;
    private final Host host;
    private final InstanceNetwork network;
    private final InstanceDisks disks;
    private final LifeCycle lifeCycle;
    private final InstanceView view;
    private final ProfileAssociations profiles;

    Launcher(
            Place place,
            Host host,
            InstanceNetwork network,
            InstanceDisks disks,
            LifeCycle lifeCycle,
            InstanceView view,
            ProfileAssociations profiles) {
        this.place = place;
        this.host = host;
        this.network = network;
        this.disks = disks;
        this.lifeCycle = lifeCycle;
        this.view = view;
        this.profiles = profiles;
    }

    /** What all instances of a launch have in common. */
    private record Launch(
            RunInstancesRequest request,
            Image image,
            Optional<BuiltIn> origin,
            MachineType type,
            String publicKey,
            Optional<IamInstanceProfile> profile,
            Optional<PlacementGroup> group,
            List<InstanceDisks.Planned> disks,
            String reservationId) {}

    /**
     * @param with does what else belongs to an instance, in the transaction that makes it
     */
    RunInstancesResponse run(RunInstancesRequest asked, BiConsumer<Transaction, String> with) {
        // Opening it may take longer than a transaction may.
        InstanceDriver driver = driver();
        List<String> made = new ArrayList<>();
        Reservation reservation =
                place.transact(
                        rows -> {
                            made.clear();
                            Optional<String> earlier =
                                    ClientTokens.made(
                                            rows, asked, asked.clientToken(), place.now());
                            if (earlier.isPresent()) {
                                return view.reservation(rows, earlier.get());
                            }
                            RunInstancesRequest request =
                                    given(LaunchTemplates.merged(rows, given(asked)));
                            LaunchRequest.check(request);
                            Launch launch = prepare(rows, request);
                            check(launch, driver);
                            int count = count(rows, launch, driver);
                            for (int index = 0; index < count; index++) {
                                String id = one(rows, launch, index);
                                with.accept(rows, id);
                                made.add(id);
                            }
                            ClientTokens.note(
                                    rows,
                                    asked,
                                    asked.clientToken(),
                                    launch.reservationId(),
                                    place.now());
                            return view.reservation(rows, launch.reservationId());
                        });
        made.forEach(lifeCycle::kick);
        return ModelCopy.into(RunInstancesResponse.builder(), reservation).build();
    }

    private static RunInstancesRequest given(RunInstancesRequest request) {
        return ModelCopy.withoutEmpty(RunInstancesRequest.builder(), request).build();
    }

    private Launch prepare(Snapshot rows, RunInstancesRequest request) {
        Image image = Images.get(rows, request.imageId());
        if (image.state() != ImageState.AVAILABLE) {
            throw Faults.of(
                    "InvalidAMIID.Unavailable",
                    "The image ID '%s' is not available".formatted(request.imageId()));
        }
        MachineType type =
                TypeCatalogue.get(
                        Objects.requireNonNullElse(request.instanceTypeAsString(), DEFAULT_TYPE));
        type.requireArchitecture(image.architectureAsString());
        return new Launch(
                request,
                image,
                Images.origin(rows, image),
                type,
                request.keyName() == null
                        ? ""
                        : KeyPairs.named(rows, request.keyName()).publicKey(),
                profiles.profile(request.iamInstanceProfile()),
                request.placement() == null
                        ? Optional.empty()
                        : PlacementGroups.asked(
                                rows,
                                request.placement().groupName(),
                                request.placement().groupId()),
                disks.plan(
                        rows,
                        DeviceMappings.merged(
                                image.blockDeviceMappings(),
                                request.blockDeviceMappings(),
                                image.rootDeviceName())),
                place.newId(Kind.RESERVATION));
    }

    /** How many there is room for: at least as many as are wanted at least. */
    private int count(Snapshot rows, Launch launch, InstanceDriver driver) {
        RunInstancesRequest request = launch.request();
        long alive =
                InstanceRows.INSTANCES.all(rows).values().stream()
                        .filter(each -> !States.is(each, InstanceStateName.TERMINATED))
                        .count();
        long left = host.mostInstances() - alive;
        if (left < request.minCount()) {
            throw Faults.of(
                    "InstanceLimitExceeded",
                    ("You have requested more instances (%d) than your current instance limit of %d"
                                    + " allows for the specified instance type.")
                            .formatted(alive + request.minCount(), host.mostInstances()));
        }
        int room = Math.min(room(driver, launch.type()), room(rows, launch.group()));
        if (room < request.minCount()) {
            throw insufficient(launch.type());
        }
        return (int) Math.min(request.maxCount(), Math.min(left, room));
    }

    /**
     * A driver without disks runs the host's own system, whatever the image says, or such images as
     * need no kernel of their own.
     */
    private void check(Launch launch, InstanceDriver driver) {
        if (driver.capabilities().can(Capability.ARCHIVE_BOOT)
                && !driver.capabilities().can(Capability.KERNEL_BOOT)
                && launch.origin().filter(BuiltIn::isDebian).isPresent()) {
            throw Faults.of(
                    "Unsupported",
                    "The driver %s of this host runs the image %s alone"
                            .formatted(driver.name(), BuiltIn.tinyOfHost().id()));
        }
        launch.origin()
                .flatMap(host.library()::obstacle)
                .ifPresent(
                        why -> {
                            throw Faults.of("Unsupported", why);
                        });
        if (launch.origin().isEmpty() && launch.type().architecture() == Architecture.ARM64) {
            throw Faults.of(
                    "Unsupported",
                    "Disks from elsewhere boot under a BIOS here, which arm64 machines don't have");
        }
        boolean more = launch.origin().isEmpty() || launch.disks().size() > 1;
        if (more && !driver.capabilities().can(Capability.DISKS)) {
            throw Faults.of(
                    "Unsupported",
                    "The driver %s of this host has no disks: it runs neither images of one's own"
                                    .formatted(driver.name())
                            + " nor instances with more volumes than the root's.");
        }
    }

    private static int room(Snapshot rows, Optional<PlacementGroup> group) {
        return group.map(of -> PlacementGroups.room(of) - InstanceRows.placed(rows, of.groupName()))
                .orElse(Integer.MAX_VALUE);
    }

    private Placement placement(Optional<PlacementGroup> group, String zone) {
        Placement.Builder placement =
                Placement.builder()
                        .availabilityZone(zone)
                        .availabilityZoneId(place.zoneId(zone))
                        .groupName(group.map(PlacementGroup::groupName).orElse(""))
                        .groupId(group.map(PlacementGroup::groupId).orElse(null))
                        .tenancy("default");
        if (group.map(PlacementGroup::strategy).stream()
                .anyMatch(PlacementStrategy.PARTITION::equals)) {
            placement.partitionNumber(1);
        }
        return placement.build();
    }

    private static RuntimeException insufficient(MachineType type) {
        return dev.tule.aws.AwsFault.of(
                "InsufficientInstanceCapacity",
                500,
                "We currently do not have sufficient %s capacity: this host has no room for it."
                        .formatted(type.name()));
    }

    private InstanceDriver driver() {
        try {
            return host.drivers().get();
        } catch (DriverUnavailableException e) {
            throw Faults.of("Unsupported", String.valueOf(e.getMessage()));
        } catch (ComputeException e) {
            throw Faults.of("Unsupported", "This host can't run machines: " + e.getMessage());
        }
    }

    /** For how many more machines of a type this host has room; others may take it meanwhile. */
    private static int room(InstanceDriver driver, MachineType type) {
        if (!driver.capabilities().architectures().contains(type.architecture())) {
            throw Faults.of(
                    "Unsupported",
                    "The driver %s of this host runs no %s machines.%s"
                            .formatted(
                                    driver.name(),
                                    TypeCatalogue.nameOf(type.architecture()),
                                    driver.capabilities().can(Capability.KERNEL_BOOT)
                                            ? " To have them: "
                                                    + DriverChoice.installLine(type.architecture())
                                            : ""));
        }
        Occupancy now = driver.occupancy();
        int byMemory = (now.memoryMib() - now.takenMemoryMib()) / type.memoryMib();
        int byProcessors = (now.vcpus() - now.takenVcpus()) / type.vcpus();
        return Math.max(0, Math.min(byMemory, byProcessors));
    }

    /** Makes the rows of one instance. */
    private String one(Transaction rows, Launch launch, int index) {
        RunInstancesRequest request = launch.request();
        String id = place.newId(Kind.INSTANCE);
        String zone =
                network.attach(
                        rows,
                        id,
                        new InstanceNetwork.Wanted(
                                request.networkInterfaces(),
                                request.subnetId(),
                                request.privateIpAddress(),
                                request.securityGroupIds(),
                                request.securityGroups(),
                                request.placement() == null
                                        ? null
                                        : request.placement().availabilityZone()));
        List<Kind> taggable =
                List.of(Kind.INSTANCE, Kind.VOLUME, Kind.NETWORK_INTERFACE, Kind.SPOT_REQUEST);
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.INSTANCE, taggable);
        List<Tag> diskTags = TagRows.asked(request.tagSpecifications(), Kind.VOLUME, taggable);
        InstanceRows.put(rows, instance(launch, id, zone, index));
        InstanceRows.ATTRIBUTES.put(rows, id, attributes(launch, id));
        launch.profile().ifPresent(profile -> profiles.launched(rows, id, profile));
        CreditSpecifications.launched(rows, id, launch.type(), request.creditSpecification());
        InstanceRows.ORIGINS.put(rows, id, text(launch.origin().map(BuiltIn::word).orElse("")));
        if (request.keyName() != null) {
            InstanceRows.KEYS.put(rows, id, text(launch.publicKey()));
        }
        InstanceRows.RESERVATIONS.put(
                rows,
                id,
                Reservation.builder()
                        .reservationId(launch.reservationId())
                        .ownerId(place.account())
                        .build());
        disks.make(rows, id, zone, launch.disks(), diskTags);
        noteOrigin(rows, id, launch);
        TagRows.put(rows, id, tags);
        LaunchTemplates.used(rows, request).ifPresent(of -> markTemplate(rows, id, of));
        return id;
    }

    /** As AWS does: programs learn by these tags what an instance was launched by. */
    private static void markTemplate(Transaction rows, String id, LaunchTemplateVersion of) {
        TagRows.mark(rows, id, "aws:ec2launchtemplate:id", of.launchTemplateId());
        TagRows.mark(rows, id, "aws:ec2launchtemplate:version", String.valueOf(of.versionNumber()));
    }

    private static void noteOrigin(Transaction rows, String id, Launch launch) {
        for (Volume volume : VolumeRows.of(rows, id)) {
            String device = volume.attachments().getFirst().device();
            if (device.equals(launch.image().rootDeviceName())) {
                launch.origin()
                        .ifPresent(of -> DiskOrigins.note(rows, volume.volumeId(), of.word()));
            }
        }
    }

    private static AttributeValue text(String value) {
        return AttributeValue.builder().value(value).build();
    }

    private Instance instance(Launch launch, String id, String zone, int index) {
        RunInstancesRequest request = launch.request();
        boolean monitored =
                request.monitoring() != null && Boolean.TRUE.equals(request.monitoring().enabled());
        Instance.Builder row =
                Instance.builder()
                        .instanceId(id)
                        .imageId(launch.image().imageId())
                        .instanceType(launch.type().name())
                        .keyName(request.keyName())
                        .amiLaunchIndex(index)
                        .launchTime(place.now())
                        .placement(placement(launch.group(), zone))
                        .monitoring(m -> m.state(monitored ? "enabled" : "disabled"))
                        .state(States.of(InstanceStateName.PENDING))
                        .stateReason(reason -> reason.code("pending").message("pending"))
                        .stateTransitionReason("")
                        .architecture(launch.image().architectureAsString())
                        .hypervisor("xen")
                        .virtualizationType("hvm")
                        .rootDeviceName(launch.image().rootDeviceName())
                        .rootDeviceType("ebs")
                        .platformDetails("Linux/UNIX")
                        .usageOperation("RunInstances")
                        .ebsOptimized(false)
                        .enaSupport(false)
                        .bootMode(launch.image().bootModeAsString())
                        .currentInstanceBootMode(firmware(launch.type()))
                        .clientToken(Objects.requireNonNullElse(request.clientToken(), ""))
                        .cpuOptions(c -> c.coreCount(launch.type().vcpus()).threadsPerCore(1))
                        .metadataOptions(metadataOptions(request.metadataOptions()))
                        .maintenanceOptions(
                                m ->
                                        m.autoRecovery(
                                                MaintenanceOptions.asked(
                                                        request.maintenanceOptions())))
                        .iamInstanceProfile(launch.profile().orElse(null));
        whatNobodyHas(row);
        if (LaunchRequest.isSpot(request)) {
            row.instanceLifecycle(InstanceLifecycleType.SPOT)
                    .spotInstanceRequestId("sir-" + id.substring(id.length() - 8));
        }
        return row.build();
    }

    /** PCs have a BIOS; arm64 machines have no firmware: null. */
    private static @Nullable String firmware(MachineType type) {
        return type.architecture() == Architecture.X86_64 ? "legacy-bios" : null;
    }

    /** Features that no instance has here; programs take it for granted that they are told of. */
    private static void whatNobodyHas(Instance.Builder row) {
        row.enclaveOptions(e -> e.enabled(false))
                .hibernationOptions(h -> h.configured(false))
                .capacityReservationSpecification(c -> c.capacityReservationPreference("open"))
                .privateDnsNameOptions(
                        d ->
                                d.hostnameType("ip-name")
                                        .enableResourceNameDnsARecord(false)
                                        .enableResourceNameDnsAAAARecord(false));
    }

    private static InstanceMetadataOptionsResponse metadataOptions(
            @Nullable InstanceMetadataOptionsRequest asked) {
        InstanceMetadataOptionsResponse.Builder options =
                InstanceMetadataOptionsResponse.builder()
                        .state("applied")
                        .httpEndpoint("enabled")
                        .httpTokens(HttpTokensState.OPTIONAL)
                        .httpPutResponseHopLimit(1)
                        .httpProtocolIpv6("disabled")
                        .instanceMetadataTags("disabled");
        return asked == null ? options.build() : ModelCopy.into(options, asked).build();
    }

    private static DescribeInstanceAttributeResponse attributes(Launch launch, String id) {
        RunInstancesRequest request = launch.request();
        String behaviour =
                request.instanceInitiatedShutdownBehavior() == null
                        ? "stop"
                        : request.instanceInitiatedShutdownBehaviorAsString();
        return DescribeInstanceAttributeResponse.builder()
                .instanceId(id)
                .userData(data -> data.value(LaunchRequest.userData(request.userData())))
                .instanceInitiatedShutdownBehavior(value -> value.value(behaviour))
                .disableApiTermination(
                        value -> value.value(Boolean.TRUE.equals(request.disableApiTermination())))
                .disableApiStop(value -> value.value(Boolean.TRUE.equals(request.disableApiStop())))
                .build();
    }
}
