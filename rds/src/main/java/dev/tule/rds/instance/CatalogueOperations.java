package dev.tule.rds.instance;

import dev.tule.rds.Surroundings;
import dev.tule.rds.access.Authority;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.engine.Release;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.AvailabilityZone;
import software.amazon.awssdk.services.rds.model.Certificate;
import software.amazon.awssdk.services.rds.model.DBEngineVersion;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesRequest;
import software.amazon.awssdk.services.rds.model.DescribeCertificatesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbEngineVersionsResponse;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOrderableDbInstanceOptionsResponse;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;

/** What can be had: engines, classes, certificates, quotas. Safe for use by many threads. */
public final class CatalogueOperations {
    private final Place place;
    private final Surroundings around;
    private final Instances instances;

    public CatalogueOperations(Place place, Surroundings around, Instances instances) {
        this.place = place;
        this.around = around;
        this.instances = instances;
    }

    // ---- engines ----

    public DescribeDbEngineVersionsResponse engines(DescribeDbEngineVersionsRequest request) {
        String family = request.dbParameterGroupFamily();
        List<Release> wanted =
                releases(request.engine(), request.engineVersion()).stream()
                        .filter(release -> family == null || family.equals(release.family()))
                        .toList();
        if (Boolean.TRUE.equals(request.defaultOnly())) {
            wanted =
                    wanted.stream()
                            .filter(
                                    r ->
                                            around.releases()
                                                    .of(r.engine(), null)
                                                    .getFirst()
                                                    .equals(r))
                            .toList();
        }
        Listing<DBEngineVersion> page =
                Listing.of(
                        new Filters<DBEngineVersion>()
                                .with("engine", DBEngineVersion::engine)
                                .with("engine-version", DBEngineVersion::engineVersion)
                                .with(
                                        "db-parameter-group-family",
                                        DBEngineVersion::dbParameterGroupFamily)
                                .with("status", DBEngineVersion::status)
                                .with("engine-mode", _ -> "provisioned")
                                .apply(
                                        request.filters(),
                                        wanted.stream().map(CatalogueOperations::engine).toList()),
                        version -> version.engine() + "/" + version.engineVersion(),
                        request.maxRecords(),
                        request.marker());
        return DescribeDbEngineVersionsResponse.builder()
                .dbEngineVersions(page.items())
                .marker(page.marker())
                .build();
    }

    /** Of engines that aren't run here there is none. */
    private List<Release> releases(@Nullable String engine, @Nullable String version) {
        if (engine == null) {
            return around.releases().all();
        }
        boolean old = Engine.isOldName(engine);
        return Engine.of(engine)
                .map(known -> around.releases().of(known, old ? null : version))
                .orElse(List.of());
    }

    private static DBEngineVersion engine(Release release) {
        return DBEngineVersion.builder()
                .engine(release.engine().word())
                .engineVersion(release.number())
                .majorEngineVersion(release.major())
                .dbParameterGroupFamily(release.family())
                .dbEngineDescription(release.engine().title())
                .dbEngineVersionDescription(release.title())
                .validUpgradeTarget(List.of())
                .exportableLogTypes(List.of())
                .supportsLogExportsToCloudwatchLogs(false)
                .supportsReadReplica(!release.engine().isContained())
                .supportedEngineModes("provisioned")
                .supportedFeatureNames(List.of())
                .supportsParallelQuery(false)
                .supportsGlobalDatabases(false)
                .supportsBabelfish(false)
                .supportsIntegrations(false)
                .supportsLocalWriteForwarding(false)
                .supportsCertificateRotationWithoutRestart(true)
                .status("available")
                .tagList(List.of())
                .build();
    }

    // ---- classes ----

    public DescribeOrderableDbInstanceOptionsResponse orderable(
            DescribeOrderableDbInstanceOptionsRequest request) {
        String engine = Names.required("Engine", request.engine());
        String wanted = request.dbInstanceClass();
        List<OrderableDBInstanceOption> options = new ArrayList<>();
        for (Release release : releases(engine, request.engineVersion())) {
            String licence = request.licenseModel();
            if (licence != null && !licence.equals(release.engine().licence())) {
                continue;
            }
            for (InstanceClass instanceClass : InstanceClass.ALL.values()) {
                if (wanted == null || wanted.equals(instanceClass.name())) {
                    options.add(option(release, instanceClass));
                }
            }
        }
        Listing<OrderableDBInstanceOption> page =
                Listing.of(
                        new Filters<OrderableDBInstanceOption>().apply(request.filters(), options),
                        option -> option.engineVersion() + "/" + option.dbInstanceClass(),
                        request.maxRecords(),
                        request.marker());
        return DescribeOrderableDbInstanceOptionsResponse.builder()
                .orderableDBInstanceOptions(page.items())
                .marker(page.marker())
                .build();
    }

    private OrderableDBInstanceOption option(Release release, InstanceClass instanceClass) {
        return OrderableDBInstanceOption.builder()
                .engine(release.engine().word())
                .engineVersion(release.number())
                .dbInstanceClass(instanceClass.name())
                .licenseModel(release.engine().licence())
                .availabilityZones(zones())
                .multiAZCapable(!release.engine().isContained())
                .readReplicaCapable(!release.engine().isContained())
                .vpc(true)
                .storageType("gp2")
                .minStorageSize(20)
                .maxStorageSize(65536)
                .supportsStorageEncryption(false)
                .supportsIops(false)
                .supportsEnhancedMonitoring(false)
                .supportsIAMDatabaseAuthentication(release.engine().tokenUsers().isPresent())
                .supportsPerformanceInsights(false)
                .supportsStorageAutoscaling(true)
                .supportsKerberosAuthentication(false)
                .outpostCapable(false)
                .supportedNetworkTypes("IPV4")
                .supportedEngineModes("provisioned")
                .supportsClusters(false)
                .build();
    }

    private List<AvailabilityZone> zones() {
        List<AvailabilityZone> zones = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            zones.add(AvailabilityZone.builder().name(place.zone(i)).build());
        }
        return zones;
    }

    // ---- certificates and quotas ----

    public DescribeCertificatesResponse certificates(DescribeCertificatesRequest request) {
        Authority authority = around.authority();
        String id = request.certificateIdentifier();
        if (id != null && !id.equals(authority.identifier())) {
            throw Faults.noCertificate(id);
        }
        Certificate certificate =
                Certificate.builder()
                        .certificateIdentifier(authority.identifier())
                        .certificateType("CA")
                        .certificateArn(
                                "arn:aws:rds:%s::cert:%s"
                                        .formatted(place.where().region(), authority.identifier()))
                        .thumbprint(authority.thumbprint())
                        .validFrom(authority.certificate().getNotBefore().toInstant())
                        .validTill(authority.certificate().getNotAfter().toInstant())
                        .customerOverride(false)
                        .build();
        return DescribeCertificatesResponse.builder()
                .defaultCertificateForNewLaunches(authority.identifier())
                .certificates(certificate)
                .build();
    }

    public List<AccountQuota> quotas() {
        long count = place.read(rows -> (long) instances.all(rows).size());
        return List.of(
                AccountQuota.builder()
                        .accountQuotaName("DBInstances")
                        .used(count)
                        .max((long) InstanceOperations.QUOTA)
                        .build());
    }
}
