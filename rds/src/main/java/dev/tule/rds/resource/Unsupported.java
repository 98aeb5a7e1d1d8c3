package dev.tule.rds.resource;

import dev.tule.aws.shape.Member;
import dev.tule.aws.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Parameters of requests that nothing here keeps. Set to what is the case anyway - false, 0, an
 * empty list - they are taken; anything else is refused by name, rather than promised and not kept.
 */
public final class Unsupported {
    private static final Set<String> PARAMETERS =
            Set.of(
                    "AdditionalStorageVolumes",
                    "AwsBackupRecoveryPointArn",
                    "CharacterSetName",
                    "CloudwatchLogsExportConfiguration",
                    "CustomIamInstanceProfile",
                    "DBClusterIdentifier",
                    "DBClusterSnapshotIdentifier",
                    "DBSystemId",
                    "DedicatedLogVolume",
                    "Domain",
                    "DomainAuthSecretArn",
                    "DomainDnsIps",
                    "DomainFqdn",
                    "DomainIAMRoleName",
                    "DomainOu",
                    "EnableCloudwatchLogsExports",
                    "EnableCustomerOwnedIp",
                    "EnablePerformanceInsights",
                    "KmsKeyId",
                    "MasterUserSecretKmsKeyId",
                    "MonitoringInterval",
                    "MonitoringRoleArn",
                    "MultiTenant",
                    "NcharCharacterSetName",
                    "PerformanceInsightsKMSKeyId",
                    "PerformanceInsightsRetentionPeriod",
                    "ProcessorFeatures",
                    "PromotionTier",
                    "ReplicaMode",
                    "RotateMasterUserPassword",
                    "SnapshotAvailabilityZone",
                    "SourceDBClusterIdentifier",
                    "SourceDBInstanceAutomatedBackupsArn",
                    "StorageEncrypted",
                    "StorageThroughput",
                    "TagSpecifications",
                    "TargetCustomAvailabilityZone",
                    "TdeCredentialArn",
                    "TdeCredentialPassword",
                    "Timezone",
                    "UpgradeStorageConfig");

    /** Of these one value is what is the case. */
    private static final Map<String, String> ONLY =
            Map.of(
                    "AutomationMode", "full",
                    "BackupTarget", "region",
                    "DatabaseInsightsMode", "standard",
                    "MasterUserAuthenticationType", "password",
                    "NetworkType", "IPV4",
                    "SnapshotTarget", "region");

    private Unsupported() {}

    /** Where an instance is not made, its master's password is the one that it has. */
    public static void refuseManaged(@Nullable Boolean managed) {
        if (Boolean.TRUE.equals(managed)) {
            throw Faults.notImplemented(
                    "The parameter ManageMasterUserPassword is, but for new instances,");
        }
    }

    public static void refuse(SdkPojo request) {
        for (Member member : Shape.of(request).members()) {
            String name = member.requestName();
            Object value = member.get(request);
            String only = ONLY.get(name);
            if (only != null && value != null && !value.toString().equalsIgnoreCase(only)) {
                throw Faults.notImplemented("%s of the parameter %s is".formatted(value, name));
            }
            if (PARAMETERS.contains(name) && isAsked(value)) {
                throw Faults.notImplemented("The parameter " + name + " is");
            }
        }
    }

    private static boolean isAsked(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Integer number -> number != 0;
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }
}
