package dev.tule.rds.resource;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.model.AuthorizationAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.AuthorizationNotFoundException;
import software.amazon.awssdk.services.rds.model.CertificateNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbLogFileNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupQuotaExceededException;
import software.amazon.awssdk.services.rds.model.DbSecurityGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSecurityGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupDoesNotCoverEnoughAZsException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.ExportTaskAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.ExportTaskNotFoundException;
import software.amazon.awssdk.services.rds.model.IamRoleMissingPermissionsException;
import software.amazon.awssdk.services.rds.model.IamRoleNotFoundException;
import software.amazon.awssdk.services.rds.model.InstanceQuotaExceededException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbParameterGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSecurityGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidDbSubnetGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportOnlyException;
import software.amazon.awssdk.services.rds.model.InvalidExportSourceStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportTaskStateException;
import software.amazon.awssdk.services.rds.model.InvalidOptionGroupStateException;
import software.amazon.awssdk.services.rds.model.InvalidRestoreException;
import software.amazon.awssdk.services.rds.model.InvalidS3BucketException;
import software.amazon.awssdk.services.rds.model.OptionGroupAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.OptionGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.PointInTimeRestoreNotEnabledException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SourceNotFoundException;
import software.amazon.awssdk.services.rds.model.StorageQuotaExceededException;
import software.amazon.awssdk.services.rds.model.SubscriptionAlreadyExistException;
import software.amazon.awssdk.services.rds.model.SubscriptionCategoryNotFoundException;
import software.amazon.awssdk.services.rds.model.SubscriptionNotFoundException;

/** RDS's refusals (RDS API Reference, "Errors" of each action, and "Common Errors"). */
public final class Faults {
    private Faults() {}

    public static AwsFault invalid(String message) {
        return AwsFault.of("InvalidParameterValue", 400, message);
    }

    public static AwsFault invalid(String message, Throwable cause) {
        AwsFault fault = invalid(message);
        fault.initCause(cause);
        return fault;
    }

    public static AwsFault invalidCombination(String message) {
        return AwsFault.of("InvalidParameterCombination", 400, message);
    }

    /** Something that would have no effect can't be accepted. */
    public static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " not implemented.");
    }

    public static DbInstanceNotFoundException noInstance(String name) {
        return filled(
                        DbInstanceNotFoundException.builder(),
                        "DBInstanceNotFound",
                        404,
                        "DBInstance " + name + " not found.")
                .build();
    }

    public static DbInstanceAlreadyExistsException instanceExists(String name) {
        return filled(
                        DbInstanceAlreadyExistsException.builder(),
                        "DBInstanceAlreadyExists",
                        400,
                        "DB instance already exists: " + name)
                .build();
    }

    public static InvalidDbInstanceStateException instanceState(String message) {
        return filled(
                        InvalidDbInstanceStateException.builder(),
                        "InvalidDBInstanceState",
                        400,
                        message)
                .build();
    }

    public static DbSnapshotNotFoundException noSnapshot(String name) {
        return filled(
                        DbSnapshotNotFoundException.builder(),
                        "DBSnapshotNotFound",
                        404,
                        "DBSnapshot " + name + " not found.")
                .build();
    }

    public static DbSnapshotAlreadyExistsException snapshotExists(String name) {
        return filled(
                        DbSnapshotAlreadyExistsException.builder(),
                        "DBSnapshotAlreadyExists",
                        400,
                        "Cannot create the snapshot because a snapshot with the identifier "
                                + name
                                + " already exists.")
                .build();
    }

    public static InvalidDbSnapshotStateException snapshotState(String message) {
        return filled(
                        InvalidDbSnapshotStateException.builder(),
                        "InvalidDBSnapshotState",
                        400,
                        message)
                .build();
    }

    public static DbParameterGroupNotFoundException noParameterGroup(String name) {
        return filled(
                        DbParameterGroupNotFoundException.builder(),
                        "DBParameterGroupNotFound",
                        404,
                        "DBParameterGroup not found: " + name)
                .build();
    }

    public static DbParameterGroupAlreadyExistsException parameterGroupExists(String name) {
        return filled(
                        DbParameterGroupAlreadyExistsException.builder(),
                        "DBParameterGroupAlreadyExists",
                        400,
                        "Parameter group " + name + " already exists")
                .build();
    }

    public static InvalidDbParameterGroupStateException parameterGroupState(String message) {
        return filled(
                        InvalidDbParameterGroupStateException.builder(),
                        "InvalidDBParameterGroupState",
                        400,
                        message)
                .build();
    }

    public static DbParameterGroupQuotaExceededException parameterGroupQuota(String message) {
        return filled(
                        DbParameterGroupQuotaExceededException.builder(),
                        "DBParameterGroupQuotaExceeded",
                        400,
                        message)
                .build();
    }

    public static OptionGroupNotFoundException noOptionGroup(String name) {
        return filled(
                        OptionGroupNotFoundException.builder(),
                        "OptionGroupNotFoundFault",
                        404,
                        "Specified OptionGroupName: " + name + " not found.")
                .build();
    }

    public static OptionGroupAlreadyExistsException optionGroupExists(String name) {
        return filled(
                        OptionGroupAlreadyExistsException.builder(),
                        "OptionGroupAlreadyExistsFault",
                        400,
                        "An option group named " + name + " already exists.")
                .build();
    }

    public static InvalidOptionGroupStateException optionGroupState(String message) {
        return filled(
                        InvalidOptionGroupStateException.builder(),
                        "InvalidOptionGroupStateFault",
                        400,
                        message)
                .build();
    }

    public static DbSubnetGroupNotFoundException noSubnetGroup(String name) {
        return filled(
                        DbSubnetGroupNotFoundException.builder(),
                        "DBSubnetGroupNotFoundFault",
                        404,
                        "DB subnet group '" + name + "' does not exist.")
                .build();
    }

    public static DbSubnetGroupAlreadyExistsException subnetGroupExists(String name) {
        return filled(
                        DbSubnetGroupAlreadyExistsException.builder(),
                        "DBSubnetGroupAlreadyExists",
                        400,
                        "The DB subnet group '" + name + "' already exists.")
                .build();
    }

    public static InvalidDbSubnetGroupStateException subnetGroupState(String message) {
        return filled(
                        InvalidDbSubnetGroupStateException.builder(),
                        "InvalidDBSubnetGroupStateFault",
                        400,
                        message)
                .build();
    }

    public static DbSubnetGroupDoesNotCoverEnoughAZsException subnetsDoNotCover(String message) {
        return filled(
                        DbSubnetGroupDoesNotCoverEnoughAZsException.builder(),
                        "DBSubnetGroupDoesNotCoverEnoughAZs",
                        400,
                        message)
                .build();
    }

    public static DbSecurityGroupNotFoundException noSecurityGroup(String name) {
        return filled(
                        DbSecurityGroupNotFoundException.builder(),
                        "DBSecurityGroupNotFound",
                        404,
                        "DBSecurityGroup not found: " + name)
                .build();
    }

    public static DbSecurityGroupAlreadyExistsException securityGroupExists(String name) {
        return filled(
                        DbSecurityGroupAlreadyExistsException.builder(),
                        "DBSecurityGroupAlreadyExists",
                        400,
                        "DBSecurityGroup already exists: " + name)
                .build();
    }

    public static InvalidDbSecurityGroupStateException securityGroupState(String message) {
        return filled(
                        InvalidDbSecurityGroupStateException.builder(),
                        "InvalidDBSecurityGroupState",
                        400,
                        message)
                .build();
    }

    public static AuthorizationAlreadyExistsException authorizationExists(String message) {
        return filled(
                        AuthorizationAlreadyExistsException.builder(),
                        "AuthorizationAlreadyExists",
                        400,
                        message)
                .build();
    }

    public static AuthorizationNotFoundException noAuthorization(String message) {
        return filled(
                        AuthorizationNotFoundException.builder(),
                        "AuthorizationNotFound",
                        404,
                        message)
                .build();
    }

    public static SubscriptionNotFoundException noSubscription(String name) {
        return filled(
                        SubscriptionNotFoundException.builder(),
                        "SubscriptionNotFound",
                        404,
                        "Subscription " + name + " not found")
                .build();
    }

    public static SubscriptionAlreadyExistException subscriptionExists(String name) {
        return filled(
                        SubscriptionAlreadyExistException.builder(),
                        "SubscriptionAlreadyExist",
                        400,
                        "Subscription " + name + " already exists.")
                .build();
    }

    public static SubscriptionCategoryNotFoundException noCategory(String name) {
        return filled(
                        SubscriptionCategoryNotFoundException.builder(),
                        "SubscriptionCategoryNotFound",
                        404,
                        "The specified category " + name + " does not exist")
                .build();
    }

    public static SourceNotFoundException noSource(String name) {
        return filled(
                        SourceNotFoundException.builder(),
                        "SourceNotFound",
                        404,
                        "The specified source " + name + " was not found")
                .build();
    }

    public static CertificateNotFoundException noCertificate(String name) {
        return filled(
                        CertificateNotFoundException.builder(),
                        "CertificateNotFound",
                        404,
                        "Certificate not found: " + name)
                .build();
    }

    public static DbLogFileNotFoundException noLogFile(String name) {
        return filled(
                        DbLogFileNotFoundException.builder(),
                        "DBLogFileNotFoundFault",
                        404,
                        "DBLog File: " + name + " is not found on the DB instance")
                .build();
    }

    static DbInstanceAutomatedBackupNotFoundException noAutomatedBackup(String name) {
        return filled(
                        DbInstanceAutomatedBackupNotFoundException.builder(),
                        "DBInstanceAutomatedBackupNotFound",
                        404,
                        "The automated backup " + name + " was not found.")
                .build();
    }

    public static PointInTimeRestoreNotEnabledException noPointInTime(String message) {
        return filled(
                        PointInTimeRestoreNotEnabledException.builder(),
                        "PointInTimeRestoreNotEnabled",
                        400,
                        message)
                .build();
    }

    public static InvalidRestoreException invalidRestore(String message) {
        return filled(InvalidRestoreException.builder(), "InvalidRestoreFault", 400, message)
                .build();
    }

    public static ExportTaskNotFoundException noExportTask(String name) {
        return filled(
                        ExportTaskNotFoundException.builder(),
                        "ExportTaskNotFound",
                        404,
                        "Export task " + name + " not found")
                .build();
    }

    public static ExportTaskAlreadyExistsException exportTaskExists(String name) {
        return filled(
                        ExportTaskAlreadyExistsException.builder(),
                        "ExportTaskAlreadyExists",
                        400,
                        "Export task " + name + " already exists")
                .build();
    }

    public static InvalidExportTaskStateException exportTaskState(String message) {
        return filled(
                        InvalidExportTaskStateException.builder(),
                        "InvalidExportTaskStateFault",
                        400,
                        message)
                .build();
    }

    public static InvalidExportSourceStateException exportSourceState(String message) {
        return filled(
                        InvalidExportSourceStateException.builder(),
                        "InvalidExportSourceState",
                        400,
                        message)
                .build();
    }

    public static InvalidExportOnlyException exportOnly(String message) {
        return filled(InvalidExportOnlyException.builder(), "InvalidExportOnly", 400, message)
                .build();
    }

    public static InvalidS3BucketException s3Bucket(String message) {
        return filled(InvalidS3BucketException.builder(), "InvalidS3BucketFault", 400, message)
                .build();
    }

    public static IamRoleNotFoundException noRole(String arn) {
        return filled(
                        IamRoleNotFoundException.builder(),
                        "IamRoleNotFound",
                        404,
                        "The IAM role " + arn + " was not found.")
                .build();
    }

    public static IamRoleMissingPermissionsException rolePermissions(String message) {
        return filled(
                        IamRoleMissingPermissionsException.builder(),
                        "IamRoleMissingPermissions",
                        400,
                        message)
                .build();
    }

    static StorageQuotaExceededException storageQuota(String message) {
        return filled(StorageQuotaExceededException.builder(), "StorageQuotaExceeded", 400, message)
                .build();
    }

    public static InstanceQuotaExceededException instanceQuota(String message) {
        return filled(
                        InstanceQuotaExceededException.builder(),
                        "InstanceQuotaExceeded",
                        400,
                        message)
                .build();
    }

    private static <B extends RdsException.Builder> B filled(
            B builder, String code, int status, String message) {
        builder.message(message);
        builder.statusCode(status);
        builder.awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build());
        return builder;
    }
}
