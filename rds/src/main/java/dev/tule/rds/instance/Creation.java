package dev.tule.rds.instance;

import dev.tule.rds.Surroundings;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.engine.Release;
import dev.tule.rds.group.OptionGroupOperations;
import dev.tule.rds.group.SecurityGroups;
import dev.tule.rds.group.SubnetGroupOperations;
import dev.tule.rds.parameter.ParameterGroup;
import dev.tule.rds.parameter.ParameterGroups;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Status;
import dev.tule.store.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSecurityGroupMembership;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * Makes of a request what the new instance will be (RDS API Reference, CreateDBInstance). Restores
 * and replicas come as requests of the same kind, filled from what they are made of. Safe for use
 * by many threads.
 */
public final class Creation {
    private static final int DEFAULT_STORAGE = 20;
    private static final int RESOURCE_ID_BYTES = 13;

    private final Place place;
    private final Surroundings around;
    private final ParameterGroups parameterGroups;
    private final SecurityGroups securityGroups;
    private final OptionGroupOperations optionGroups;
    private final SubnetGroupOperations subnetGroups;

    public Creation(
            Place place,
            Surroundings around,
            ParameterGroups parameterGroups,
            SecurityGroups securityGroups,
            OptionGroupOperations optionGroups,
            SubnetGroupOperations subnetGroups) {
        this.place = place;
        this.around = around;
        this.parameterGroups = parameterGroups;
        this.securityGroups = securityGroups;
        this.optionGroups = optionGroups;
        this.subnetGroups = subnetGroups;
    }

    /** The release that a request asks for. */
    public Release release(@Nullable String asked, @Nullable String version) {
        String name = Names.required("Engine", asked);
        Optional<Engine> engine = Engine.of(name);
        if (engine.isEmpty()) {
            throw notRun(name);
        }
        return around.releases().required(engine.get(), version);
    }

    private static RuntimeException notRun(String engine) {
        String lower = engine.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aurora") || lower.equals("neptune") || lower.equals("docdb")) {
            return Faults.invalidCombination(
                    "%s runs in clusters, which are not supported. What can be run are postgres, mariadb and mysql."
                            .formatted(engine));
        }
        return Faults.invalid("Invalid DB engine: " + engine);
    }

    /** What the request asks for, checked against what there is, without its work. */
    Instance instance(Snapshot rows, CreateDbInstanceRequest request, Release release) {
        String id = Names.identifier("DBInstanceIdentifier", request.dbInstanceIdentifier(), 63);
        InstanceClass.required(Names.required("DBInstanceClass", request.dbInstanceClass()));
        int port = Settings.port(request.port() == null ? release.engine().port() : request.port());
        String storageType = Settings.storageType(request);
        int storage =
                request.allocatedStorage() == null
                        ? DEFAULT_STORAGE
                        : Settings.storage(
                                release.engine(), storageType, request.allocatedStorage());
        String resource = resourceId();
        Instant now = place.now();
        String zone = zone(request.availabilityZone());
        boolean multiAz = Settings.multiAz(release.engine(), request.multiAZ());
        DBInstance.Builder description =
                DBInstance.builder()
                        .dbInstanceIdentifier(id)
                        .dbInstanceArn(place.arn("db", id))
                        .dbiResourceId(resource)
                        .dbInstanceClass(request.dbInstanceClass())
                        .dbInstanceStatus(Status.CREATING)
                        .engine(release.engine().word())
                        .engineVersion(release.number())
                        .licenseModel(release.engine().licence())
                        .masterUsername(request.masterUsername())
                        .dbName(request.dbName())
                        .dbInstancePort(port)
                        .allocatedStorage(storage)
                        .maxAllocatedStorage(request.maxAllocatedStorage())
                        .storageType(storageType)
                        .iops(request.iops())
                        .storageEncrypted(false)
                        .instanceCreateTime(now)
                        .availabilityZone(zone)
                        .secondaryAvailabilityZone(multiAz ? place.zoneBeside(zone) : null)
                        .autoMinorVersionUpgrade(orElse(request.autoMinorVersionUpgrade(), true))
                        .publiclyAccessible(orElse(request.publiclyAccessible(), false))
                        .copyTagsToSnapshot(orElse(request.copyTagsToSnapshot(), false))
                        .deletionProtection(orElse(request.deletionProtection(), false))
                        .iamDatabaseAuthenticationEnabled(
                                Settings.iam(
                                        release.engine(),
                                        request.enableIAMDatabaseAuthentication()))
                        .multiAZ(multiAz);
        fixed(description, release.engine());
        schedule(description, request);
        groups(rows, description, request, release);
        return new Instance(description.build(), "", 0, new byte[0], null);
    }

    /** What is the same for every instance here. */
    private void fixed(DBInstance.Builder description, Engine engine) {
        description
                .performanceInsightsEnabled(false)
                .monitoringInterval(0)
                .customerOwnedIpEnabled(false)
                .dedicatedLogVolume(false)
                .networkType("IPV4")
                .backupTarget("region")
                .activityStreamStatus("stopped")
                .caCertificateIdentifier(
                        engine.isContained() ? null : around.authority().identifier())
                .readReplicaDBInstanceIdentifiers(List.of())
                .readReplicaDBClusterIdentifiers(List.of())
                .domainMemberships(List.of())
                .associatedRoles(List.of())
                .pendingModifiedValues(b -> {});
    }

    private void schedule(DBInstance.Builder description, CreateDbInstanceRequest request) {
        RandomGenerator random = around.random();
        description
                .backupRetentionPeriod(
                        Settings.retention(orElse(request.backupRetentionPeriod(), 1)))
                .preferredBackupWindow(
                        request.preferredBackupWindow() == null
                                ? Window.daily(random)
                                : Window.checkedDaily(request.preferredBackupWindow()))
                .preferredMaintenanceWindow(
                        request.preferredMaintenanceWindow() == null
                                ? Window.weekly(random)
                                : Window.checkedWeekly(request.preferredMaintenanceWindow()));
    }

    private void groups(
            Snapshot rows,
            DBInstance.Builder description,
            CreateDbInstanceRequest request,
            Release release) {
        description
                .dbParameterGroups(
                        Instances.inSync(
                                parameterGroup(rows, request.dbParameterGroupName(), release)))
                .optionGroupMemberships(optionGroup(rows, request.optionGroupName(), release))
                .dbSecurityGroups(
                        securityGroups(
                                rows,
                                request.dbSecurityGroups(),
                                request.vpcSecurityGroupIds().isEmpty()))
                .vpcSecurityGroups(vpcGroups(request.vpcSecurityGroupIds()));
        if (request.dbSubnetGroupName() != null) {
            description.dbSubnetGroup(subnetGroups.required(rows, request.dbSubnetGroupName()));
        }
    }

    String parameterGroup(Snapshot rows, @Nullable String asked, Release release) {
        String name = asked == null ? release.defaultParameterGroup() : asked;
        ParameterGroup group = parameterGroups.required(rows, name);
        if (!group.family().equals(release.family())) {
            throw Faults.invalidCombination(
                    "The parameter group %s with DBParameterGroupFamily %s can't be used for this instance. Use a parameter group with DBParameterGroupFamily %s."
                            .formatted(name, group.family(), release.family()));
        }
        return group.name();
    }

    OptionGroupMembership optionGroup(Snapshot rows, @Nullable String asked, Release release) {
        String name = asked == null ? release.defaultOptionGroup() : asked;
        if (!optionGroups.required(rows, name).engineName().equals(release.engine().word())) {
            throw Faults.invalidCombination(
                    "The option group %s is not of %s.".formatted(name, release.engine().word()));
        }
        return OptionGroupMembership.builder().optionGroupName(name).status("in-sync").build();
    }

    /**
     * @param usual whether the default group is meant where none is named
     */
    List<DBSecurityGroupMembership> securityGroups(
            Snapshot rows, List<String> names, boolean usual) {
        List<String> meant = names.isEmpty() && usual ? List.of(SecurityGroups.DEFAULT) : names;
        List<DBSecurityGroupMembership> memberships = new ArrayList<>();
        for (String name : meant) {
            memberships.add(
                    DBSecurityGroupMembership.builder()
                            .dbSecurityGroupName(
                                    securityGroups.required(rows, name).dbSecurityGroupName())
                            .status("active")
                            .build());
        }
        return memberships;
    }

    static List<VpcSecurityGroupMembership> vpcGroups(List<String> ids) {
        return ids.stream()
                .map(
                        id ->
                                VpcSecurityGroupMembership.builder()
                                        .vpcSecurityGroupId(id)
                                        .status("active")
                                        .build())
                .toList();
    }

    private String zone(@Nullable String asked) {
        if (asked == null) {
            return place.zone(0);
        }
        for (int i = 0; i < 3; i++) {
            if (place.zone(i).equals(asked)) {
                return asked;
            }
        }
        throw Faults.invalid("Invalid availability zone: " + asked);
    }

    private String resourceId() {
        byte[] bytes = new byte[RESOURCE_ID_BYTES];
        around.random().nextBytes(bytes);
        return "db-" + HexFormat.of().withUpperCase().formatHex(bytes);
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
