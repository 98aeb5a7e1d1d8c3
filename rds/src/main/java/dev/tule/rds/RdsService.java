package dev.tule.rds;

import dev.tule.aws.AccountRegion;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.rds.access.ConnectTokens;
import dev.tule.rds.data.DataService;
import dev.tule.rds.data.DataTargets;
import dev.tule.rds.event.Courier;
import dev.tule.rds.event.EventActions;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.event.EventOperations;
import dev.tule.rds.event.SubscriptionActions;
import dev.tule.rds.event.SubscriptionOperations;
import dev.tule.rds.event.Subscriptions;
import dev.tule.rds.export.ExportActions;
import dev.tule.rds.export.ExportOperations;
import dev.tule.rds.export.Exporter;
import dev.tule.rds.export.Exports;
import dev.tule.rds.group.OptionGroupActions;
import dev.tule.rds.group.OptionGroupOperations;
import dev.tule.rds.group.SecurityGroupActions;
import dev.tule.rds.group.SecurityGroupOperations;
import dev.tule.rds.group.SecurityGroups;
import dev.tule.rds.group.SubnetGroupActions;
import dev.tule.rds.group.SubnetGroupOperations;
import dev.tule.rds.instance.CatalogueActions;
import dev.tule.rds.instance.CatalogueOperations;
import dev.tule.rds.instance.Creation;
import dev.tule.rds.instance.InstanceActions;
import dev.tule.rds.instance.InstanceOperations;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.instance.LogActions;
import dev.tule.rds.instance.LogOperations;
import dev.tule.rds.instance.ModificationOperations;
import dev.tule.rds.instance.TagActions;
import dev.tule.rds.instance.TagOperations;
import dev.tule.rds.life.Lives;
import dev.tule.rds.life.Measurements;
import dev.tule.rds.life.Modifications;
import dev.tule.rds.life.Servers;
import dev.tule.rds.life.Standbys;
import dev.tule.rds.life.Upkeep;
import dev.tule.rds.life.Works;
import dev.tule.rds.parameter.ParameterGroupActions;
import dev.tule.rds.parameter.ParameterGroupOperations;
import dev.tule.rds.parameter.ParameterGroups;
import dev.tule.rds.resource.Place;
import dev.tule.rds.secret.SecretOperations;
import dev.tule.rds.secret.SecretVault;
import dev.tule.rds.snapshot.SnapshotActions;
import dev.tule.rds.snapshot.SnapshotOperations;
import dev.tule.rds.snapshot.Snapshots;

/**
 * RDS of one account and region (API Reference, API version 2014-10-31): the list of its rooms.
 * Safe for use by many threads.
 */
final class RdsService
        implements ParameterGroupActions,
                OptionGroupActions,
                SubnetGroupActions,
                SecurityGroupActions,
                InstanceActions,
                CatalogueActions,
                LogActions,
                TagActions,
                SnapshotActions,
                ExportActions,
                EventActions,
                SubscriptionActions {
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
        Instances there = new Instances();
        this.exporter = new Exporter(place, around, there, saved, exported, log);
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
                        exported,
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
    public ParameterGroupOperations parameterGroups() {
        return parameterGroups;
    }

    @Override
    public OptionGroupOperations optionGroups() {
        return optionGroups;
    }

    @Override
    public SubnetGroupOperations subnetGroups() {
        return subnetGroups;
    }

    @Override
    public SecurityGroupOperations securityGroups() {
        return securityGroups;
    }

    @Override
    public InstanceOperations instances() {
        return instances;
    }

    @Override
    public ModificationOperations modifications() {
        return modifications;
    }

    @Override
    public CatalogueOperations catalogue() {
        return catalogue;
    }

    @Override
    public LogOperations logs() {
        return logs;
    }

    @Override
    public TagOperations tags() {
        return tags;
    }

    @Override
    public SnapshotOperations snapshots() {
        return snapshots;
    }

    @Override
    public ExportOperations exports() {
        return exports;
    }

    @Override
    public EventOperations events() {
        return events;
    }

    @Override
    public SubscriptionOperations subscriptions() {
        return subscriptions;
    }
}
