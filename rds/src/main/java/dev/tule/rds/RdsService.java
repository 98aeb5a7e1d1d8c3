package dev.tule.rds;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.stored.Form;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.rds.access.ConnectTokens;
import dev.tule.rds.data.DataService;
import dev.tule.rds.data.DataTargets;
import dev.tule.rds.event.Courier;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.event.EventOperations;
import dev.tule.rds.event.SubscriptionOperations;
import dev.tule.rds.event.Subscriptions;
import dev.tule.rds.export.ExportOperations;
import dev.tule.rds.export.Exporter;
import dev.tule.rds.export.Exports;
import dev.tule.rds.group.OptionGroupOperations;
import dev.tule.rds.group.SecurityGroupOperations;
import dev.tule.rds.group.SecurityGroups;
import dev.tule.rds.group.SubnetGroupOperations;
import dev.tule.rds.instance.CatalogueOperations;
import dev.tule.rds.instance.Creation;
import dev.tule.rds.instance.InstanceOperations;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.instance.LogOperations;
import dev.tule.rds.instance.ModificationOperations;
import dev.tule.rds.instance.TagOperations;
import dev.tule.rds.life.Lives;
import dev.tule.rds.life.Measurements;
import dev.tule.rds.life.Modifications;
import dev.tule.rds.life.Servers;
import dev.tule.rds.life.Standbys;
import dev.tule.rds.life.Upkeep;
import dev.tule.rds.life.Works;
import dev.tule.rds.parameter.ParameterGroupOperations;
import dev.tule.rds.parameter.ParameterGroups;
import dev.tule.rds.resource.Place;
import dev.tule.rds.secret.SecretOperations;
import dev.tule.rds.secret.SecretVault;
import dev.tule.rds.snapshot.SnapshotOperations;
import dev.tule.rds.snapshot.Snapshots;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.AddSourceIdentifierToSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.AuthorizeDbSecurityGroupIngressRequest;
import software.amazon.awssdk.services.rds.model.AuthorizeDbSecurityGroupIngressResponse;
import software.amazon.awssdk.services.rds.model.CancelExportTaskRequest;
import software.amazon.awssdk.services.rds.model.CancelExportTaskResponse;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CopyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSecurityGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSecurityGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.CreateEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSecurityGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSecurityGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.DeleteEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.DeleteOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeAccountAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesRequest;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSecurityGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSecurityGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeEngineDefaultParametersResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventCategoriesResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventSubscriptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupOptionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionRequest;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionResponse;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupResponse;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.ModifyEventSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionRequest;
import software.amazon.awssdk.services.rds.model.RemoveSourceIdentifierFromSubscriptionResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ResetDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;
import software.amazon.awssdk.services.rds.model.RevokeDbSecurityGroupIngressRequest;
import software.amazon.awssdk.services.rds.model.RevokeDbSecurityGroupIngressResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;
import software.amazon.awssdk.services.rds.model.StartExportTaskResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;

/**
 * RDS of one account and region (API Reference, API version 2014-10-31). Safe for use by many
 * threads. Operations that aren't here are not implemented.
 */
final class RdsService implements RdsClient {
    private static final Form<StartExportTaskResponse> START_EXPORT =
            Form.ofSdk(StartExportTaskResponse.class, StartExportTaskResponse::builder);
    private static final Form<CancelExportTaskResponse> CANCEL_EXPORT =
            Form.ofSdk(CancelExportTaskResponse.class, CancelExportTaskResponse::builder);

    private final EventLog log;
    private final Courier courier;
    private final Snapshots saved;
    private final Lives lives;
    private final Exporter exporter;
    private final ExportOperations exports;
    private final ParameterGroupOperations parameterGroups;
    private final OptionGroupOperations optionGroups;
    private final SubnetGroupOperations subnetGroups;
    private final SecurityGroupOperations securityGroups;
    private final InstanceOperations instances;
    private final ModificationOperations modifications;
    private final SnapshotOperations snapshots;
    private final LogOperations logs;
    private final EventOperations events;
    private final SubscriptionOperations subscriptions;
    private final TagOperations tags;
    private final CatalogueOperations catalogue;
    private final SecretOperations secrets;
    private final DataService data;
    private final AccountRegion where;
    private final ConnectTokens tokens;

    RdsService(Place place, Surroundings around) {
        this.where = place.where();
        this.tokens = around.neighbours().tokens();
        Subscriptions subscribed = new Subscriptions();
        this.courier = new Courier(place, subscribed, around.neighbours().events());
        this.log = new EventLog(place, subscribed, courier);
        this.saved = new Snapshots(place, around.config().directory(), around.random());
        Exports exported = new Exports();
        this.exporter = new Exporter(place, around, saved, exported, log);
        Instances there = new Instances();
        ParameterGroups parameters = new ParameterGroups(place, around.releases());
        SecurityGroups security = new SecurityGroups(place);
        Servers servers = new Servers(place, around, parameters, security, saved);
        SecretVault vault = new SecretVault(place, around.secrets(), around.random());
        this.secrets = new SecretOperations(place, vault);
        this.data =
                new DataService(
                        new DataTargets(place, there, servers, vault),
                        DataService.LONGEST_STATEMENT,
                        place.clock(),
                        around.random());
        Standbys standbys = new Standbys(place, around.engines(), servers);
        Upkeep upkeep =
                new Upkeep(
                        place,
                        there,
                        parameters,
                        saved,
                        exported,
                        servers,
                        standbys,
                        log,
                        new Measurements(
                                place,
                                around.neighbours().metrics(),
                                Runtime.getRuntime().availableProcessors()));
        Works works =
                new Works(
                        place,
                        around,
                        there,
                        saved,
                        servers,
                        standbys,
                        vault,
                        log,
                        new Modifications(place, there, servers, standbys, log));
        this.lives = new Lives(place, around, there, works, upkeep);
        this.parameterGroups = new ParameterGroupOperations(place, parameters, there, lives);
        this.optionGroups = new OptionGroupOperations(place, around.releases(), there);
        this.subnetGroups = new SubnetGroupOperations(place, there);
        this.securityGroups = new SecurityGroupOperations(place, security, there, lives);
        Creation creation =
                new Creation(place, around, parameters, security, optionGroups, subnetGroups);
        this.instances =
                new InstanceOperations(place, around, there, creation, saved, vault, lives, upkeep);
        this.modifications = new ModificationOperations(around, there, creation, instances);
        this.snapshots =
                new SnapshotOperations(
                        place, around, there, saved, exported, creation, instances, upkeep, log);
        this.exports =
                new ExportOperations(
                        place, saved, exported, around.neighbours().exports(), exporter);
        this.logs = new LogOperations(place, there, servers);
        this.events = new EventOperations(place, log);
        this.subscriptions =
                new SubscriptionOperations(place, there, subscribed, around.neighbours().events());
        this.tags = new TagOperations(place, there, saved);
        this.catalogue = new CatalogueOperations(place, around, there);
    }

    /** Clears away what an earlier run has left, and takes up what it has not finished. */
    void start() {
        saved.sweep();
        while (log.forget()) {
            // Each time some of what is too old goes.
        }
        lives.start();
        exporter.start();
        courier.start();
    }

    DataService data() {
        return data;
    }

    SecretOperations secrets() {
        return secrets;
    }

    /** Whether a token lets a user into a server, if it is one of this place. */
    boolean accepts(ServerName server, String user, String token) {
        return lives.instance(server)
                .filter(instance -> tokens.accepts(where, instance, user, token))
                .isPresent();
    }

    void happened(ServerEvent event) {
        lives.happened(event);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Ends what runs behind the answers. */
    @Override
    public void close() {
        data.close();
        exporter.close();
        lives.close();
        courier.close();
    }

    @Override
    public CreateDbParameterGroupResponse createDBParameterGroup(
            CreateDbParameterGroupRequest request) {
        return CreateDbParameterGroupResponse.builder()
                .dbParameterGroup(parameterGroups.create(request))
                .build();
    }

    @Override
    public CopyDbParameterGroupResponse copyDBParameterGroup(CopyDbParameterGroupRequest request) {
        return CopyDbParameterGroupResponse.builder()
                .dbParameterGroup(parameterGroups.copy(request))
                .build();
    }

    @Override
    public DeleteDbParameterGroupResponse deleteDBParameterGroup(
            DeleteDbParameterGroupRequest request) {
        parameterGroups.delete(request);
        return DeleteDbParameterGroupResponse.builder().build();
    }

    @Override
    public DescribeDbParameterGroupsResponse describeDBParameterGroups(
            DescribeDbParameterGroupsRequest request) {
        return parameterGroups.describe(request);
    }

    @Override
    public DescribeDbParametersResponse describeDBParameters(DescribeDbParametersRequest request) {
        return parameterGroups.describeParameters(request);
    }

    @Override
    public DescribeEngineDefaultParametersResponse describeEngineDefaultParameters(
            DescribeEngineDefaultParametersRequest request) {
        return DescribeEngineDefaultParametersResponse.builder()
                .engineDefaults(parameterGroups.defaults(request))
                .build();
    }

    @Override
    public ModifyDbParameterGroupResponse modifyDBParameterGroup(
            ModifyDbParameterGroupRequest request) {
        return ModifyDbParameterGroupResponse.builder()
                .dbParameterGroupName(parameterGroups.modify(request))
                .build();
    }

    @Override
    public ResetDbParameterGroupResponse resetDBParameterGroup(
            ResetDbParameterGroupRequest request) {
        return ResetDbParameterGroupResponse.builder()
                .dbParameterGroupName(parameterGroups.reset(request))
                .build();
    }

    @Override
    public CreateOptionGroupResponse createOptionGroup(CreateOptionGroupRequest request) {
        return CreateOptionGroupResponse.builder()
                .optionGroup(optionGroups.create(request))
                .build();
    }

    @Override
    public CopyOptionGroupResponse copyOptionGroup(CopyOptionGroupRequest request) {
        return CopyOptionGroupResponse.builder().optionGroup(optionGroups.copy(request)).build();
    }

    @Override
    public ModifyOptionGroupResponse modifyOptionGroup(ModifyOptionGroupRequest request) {
        return ModifyOptionGroupResponse.builder()
                .optionGroup(optionGroups.modify(request))
                .build();
    }

    @Override
    public DeleteOptionGroupResponse deleteOptionGroup(DeleteOptionGroupRequest request) {
        optionGroups.delete(request);
        return DeleteOptionGroupResponse.builder().build();
    }

    @Override
    public DescribeOptionGroupsResponse describeOptionGroups(DescribeOptionGroupsRequest request) {
        return optionGroups.describe(request);
    }

    @Override
    public DescribeOptionGroupOptionsResponse describeOptionGroupOptions(
            DescribeOptionGroupOptionsRequest request) {
        optionGroups.options(request);
        return DescribeOptionGroupOptionsResponse.builder().optionGroupOptions(List.of()).build();
    }

    @Override
    public CreateDbSubnetGroupResponse createDBSubnetGroup(CreateDbSubnetGroupRequest request) {
        return CreateDbSubnetGroupResponse.builder()
                .dbSubnetGroup(subnetGroups.create(request))
                .build();
    }

    @Override
    public ModifyDbSubnetGroupResponse modifyDBSubnetGroup(ModifyDbSubnetGroupRequest request) {
        return ModifyDbSubnetGroupResponse.builder()
                .dbSubnetGroup(subnetGroups.modify(request))
                .build();
    }

    @Override
    public DeleteDbSubnetGroupResponse deleteDBSubnetGroup(DeleteDbSubnetGroupRequest request) {
        subnetGroups.delete(request);
        return DeleteDbSubnetGroupResponse.builder().build();
    }

    @Override
    public DescribeDbSubnetGroupsResponse describeDBSubnetGroups(
            DescribeDbSubnetGroupsRequest request) {
        return subnetGroups.describe(request);
    }

    @Override
    public CreateDbSecurityGroupResponse createDBSecurityGroup(
            CreateDbSecurityGroupRequest request) {
        return CreateDbSecurityGroupResponse.builder()
                .dbSecurityGroup(securityGroups.create(request))
                .build();
    }

    @Override
    public DeleteDbSecurityGroupResponse deleteDBSecurityGroup(
            DeleteDbSecurityGroupRequest request) {
        securityGroups.delete(request);
        return DeleteDbSecurityGroupResponse.builder().build();
    }

    @Override
    public DescribeDbSecurityGroupsResponse describeDBSecurityGroups(
            DescribeDbSecurityGroupsRequest request) {
        return securityGroups.describe(request);
    }

    @Override
    public AuthorizeDbSecurityGroupIngressResponse authorizeDBSecurityGroupIngress(
            AuthorizeDbSecurityGroupIngressRequest request) {
        return AuthorizeDbSecurityGroupIngressResponse.builder()
                .dbSecurityGroup(securityGroups.authorize(request))
                .build();
    }

    @Override
    public RevokeDbSecurityGroupIngressResponse revokeDBSecurityGroupIngress(
            RevokeDbSecurityGroupIngressRequest request) {
        return RevokeDbSecurityGroupIngressResponse.builder()
                .dbSecurityGroup(securityGroups.revoke(request))
                .build();
    }

    @Override
    public CreateDbInstanceResponse createDBInstance(CreateDbInstanceRequest request) {
        return CreateDbInstanceResponse.builder().dbInstance(instances.create(request)).build();
    }

    @Override
    public CreateDbInstanceReadReplicaResponse createDBInstanceReadReplica(
            CreateDbInstanceReadReplicaRequest request) {
        return CreateDbInstanceReadReplicaResponse.builder()
                .dbInstance(instances.replicate(request))
                .build();
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        return instances.describe(request);
    }

    @Override
    public StopDbInstanceResponse stopDBInstance(StopDbInstanceRequest request) {
        return StopDbInstanceResponse.builder().dbInstance(instances.stop(request)).build();
    }

    @Override
    public StartDbInstanceResponse startDBInstance(StartDbInstanceRequest request) {
        return StartDbInstanceResponse.builder().dbInstance(instances.start(request)).build();
    }

    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        return RebootDbInstanceResponse.builder().dbInstance(instances.reboot(request)).build();
    }

    @Override
    public PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
        return PromoteReadReplicaResponse.builder().dbInstance(instances.promote(request)).build();
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        return DeleteDbInstanceResponse.builder().dbInstance(instances.delete(request)).build();
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        return ModifyDbInstanceResponse.builder().dbInstance(modifications.modify(request)).build();
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        return CreateDbSnapshotResponse.builder().dbSnapshot(snapshots.create(request)).build();
    }

    @Override
    public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
        return CopyDbSnapshotResponse.builder().dbSnapshot(snapshots.copy(request)).build();
    }

    @Override
    public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
        return DeleteDbSnapshotResponse.builder().dbSnapshot(snapshots.delete(request)).build();
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        return snapshots.describe(request);
    }

    @Override
    public DescribeDbSnapshotAttributesResponse describeDBSnapshotAttributes(
            DescribeDbSnapshotAttributesRequest request) {
        return DescribeDbSnapshotAttributesResponse.builder()
                .dbSnapshotAttributesResult(snapshots.attributes(request))
                .build();
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(snapshots.restore(request))
                .build();
    }

    @Override
    public RestoreDbInstanceToPointInTimeResponse restoreDBInstanceToPointInTime(
            RestoreDbInstanceToPointInTimeRequest request) {
        return RestoreDbInstanceToPointInTimeResponse.builder()
                .dbInstance(snapshots.rewind(request))
                .build();
    }

    @Override
    public DescribeDbInstanceAutomatedBackupsResponse describeDBInstanceAutomatedBackups(
            DescribeDbInstanceAutomatedBackupsRequest request) {
        return snapshots.automated(request);
    }

    @Override
    public StartExportTaskResponse startExportTask(StartExportTaskRequest request) {
        return as(START_EXPORT, exports.start(request));
    }

    @Override
    public CancelExportTaskResponse cancelExportTask(CancelExportTaskRequest request) {
        return as(CANCEL_EXPORT, exports.cancel(request));
    }

    @Override
    public DescribeExportTasksResponse describeExportTasks(DescribeExportTasksRequest request) {
        return exports.describe(request);
    }

    /** The same members, under the same names. */
    private static <T> T as(Form<T> response, ExportTask task) {
        return response.read(Exports.FORM.write(task));
    }

    @Override
    public DescribeDbLogFilesResponse describeDBLogFiles(DescribeDbLogFilesRequest request) {
        return logs.describe(request);
    }

    @Override
    public DownloadDbLogFilePortionResponse downloadDBLogFilePortion(
            DownloadDbLogFilePortionRequest request) {
        return logs.download(request);
    }

    @Override
    public DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
        return events.describe(request);
    }

    @Override
    public DescribeEventCategoriesResponse describeEventCategories(
            DescribeEventCategoriesRequest request) {
        return DescribeEventCategoriesResponse.builder()
                .eventCategoriesMapList(events.categories(request))
                .build();
    }

    @Override
    public CreateEventSubscriptionResponse createEventSubscription(
            CreateEventSubscriptionRequest request) {
        return CreateEventSubscriptionResponse.builder()
                .eventSubscription(subscriptions.create(request))
                .build();
    }

    @Override
    public ModifyEventSubscriptionResponse modifyEventSubscription(
            ModifyEventSubscriptionRequest request) {
        return ModifyEventSubscriptionResponse.builder()
                .eventSubscription(subscriptions.modify(request))
                .build();
    }

    @Override
    public DeleteEventSubscriptionResponse deleteEventSubscription(
            DeleteEventSubscriptionRequest request) {
        return DeleteEventSubscriptionResponse.builder()
                .eventSubscription(subscriptions.delete(request))
                .build();
    }

    @Override
    public DescribeEventSubscriptionsResponse describeEventSubscriptions(
            DescribeEventSubscriptionsRequest request) {
        return subscriptions.describe(request);
    }

    @Override
    public AddSourceIdentifierToSubscriptionResponse addSourceIdentifierToSubscription(
            AddSourceIdentifierToSubscriptionRequest request) {
        return AddSourceIdentifierToSubscriptionResponse.builder()
                .eventSubscription(subscriptions.add(request))
                .build();
    }

    @Override
    public RemoveSourceIdentifierFromSubscriptionResponse removeSourceIdentifierFromSubscription(
            RemoveSourceIdentifierFromSubscriptionRequest request) {
        return RemoveSourceIdentifierFromSubscriptionResponse.builder()
                .eventSubscription(subscriptions.remove(request))
                .build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        tags.add(request);
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    public RemoveTagsFromResourceResponse removeTagsFromResource(
            RemoveTagsFromResourceRequest request) {
        tags.remove(request);
        return RemoveTagsFromResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder().tagList(tags.list(request)).build();
    }

    @Override
    public DescribeDbEngineVersionsResponse describeDBEngineVersions(
            DescribeDbEngineVersionsRequest request) {
        return catalogue.engines(request);
    }

    @Override
    public DescribeOrderableDbInstanceOptionsResponse describeOrderableDBInstanceOptions(
            DescribeOrderableDbInstanceOptionsRequest request) {
        return catalogue.orderable(request);
    }

    @Override
    public DescribeCertificatesResponse describeCertificates(DescribeCertificatesRequest request) {
        return catalogue.certificates(request);
    }

    @Override
    public DescribeAccountAttributesResponse describeAccountAttributes(
            DescribeAccountAttributesRequest request) {
        return DescribeAccountAttributesResponse.builder()
                .accountQuotas(catalogue.quotas())
                .build();
    }
}
