package dev.tule.ec2;

import dev.tule.ec2.address.AddressActions;
import dev.tule.ec2.address.Addresses;
import dev.tule.ec2.fleet.FleetActions;
import dev.tule.ec2.fleet.Fleets;
import dev.tule.ec2.flowlog.FlowLogActions;
import dev.tule.ec2.flowlog.FlowLogs;
import dev.tule.ec2.image.ImageActions;
import dev.tule.ec2.image.Images;
import dev.tule.ec2.importing.ImageImports;
import dev.tule.ec2.importing.ImportActions;
import dev.tule.ec2.importing.SnapshotImports;
import dev.tule.ec2.instance.Host;
import dev.tule.ec2.instance.InstanceActions;
import dev.tule.ec2.instance.Instances;
import dev.tule.ec2.instance.ProfileActions;
import dev.tule.ec2.instance.ProfileAssociations;
import dev.tule.ec2.keypair.KeyPairActions;
import dev.tule.ec2.keypair.KeyPairs;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.networkacl.AclEntries;
import dev.tule.ec2.networkacl.NetworkAclActions;
import dev.tule.ec2.networkacl.NetworkAcls;
import dev.tule.ec2.networkinterface.InterfaceAttributes;
import dev.tule.ec2.networkinterface.NetworkInterfaceActions;
import dev.tule.ec2.networkinterface.NetworkInterfaces;
import dev.tule.ec2.placement.PlacementActions;
import dev.tule.ec2.placement.PlacementGroups;
import dev.tule.ec2.region.RegionActions;
import dev.tule.ec2.region.Regions;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.routing.InternetGateways;
import dev.tule.ec2.routing.NatGateways;
import dev.tule.ec2.routing.RouteTables;
import dev.tule.ec2.routing.Routes;
import dev.tule.ec2.routing.RoutingActions;
import dev.tule.ec2.securitygroup.GroupRules;
import dev.tule.ec2.securitygroup.SecurityGroupActions;
import dev.tule.ec2.securitygroup.SecurityGroups;
import dev.tule.ec2.spot.SpotActions;
import dev.tule.ec2.spot.SpotPrices;
import dev.tule.ec2.spot.SpotRequests;
import dev.tule.ec2.tag.TagActions;
import dev.tule.ec2.tag.Tags;
import dev.tule.ec2.template.LaunchTemplateActions;
import dev.tule.ec2.template.LaunchTemplates;
import dev.tule.ec2.type.TypeActions;
import dev.tule.ec2.type.Types;
import dev.tule.ec2.volume.Encryption;
import dev.tule.ec2.volume.EncryptionActions;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.ec2.volume.VolumeActions;
import dev.tule.ec2.volume.Volumes;
import dev.tule.ec2.vpc.DhcpOptionSets;
import dev.tule.ec2.vpc.Subnets;
import dev.tule.ec2.vpc.VpcActions;
import dev.tule.ec2.vpc.Vpcs;
import software.amazon.awssdk.services.s3.S3Client;

/** EC2 of one account and region: the list of its rooms. Safe for use by many threads. */
final class Ec2Service
        implements RegionActions,
                TagActions,
                VpcActions,
                RoutingActions,
                SecurityGroupActions,
                NetworkAclActions,
                NetworkInterfaceActions,
                AddressActions,
                FlowLogActions,
                TypeActions,
                KeyPairActions,
                ImageActions,
                VolumeActions,
                EncryptionActions,
                LaunchTemplateActions,
                InstanceActions,
                ProfileActions,
                ImportActions,
                SpotActions,
                PlacementActions,
                FleetActions {
    private final Regions regions;
    private final Tags tags;
    private final Types types;
    private final KeyPairs keyPairs;
    private final LaunchTemplates launchTemplates;
    private final Instances instances;
    private final SnapshotImports snapshotImports;
    private final ImageImports imageImports;
    private final SpotRequests spotRequests;
    private final SpotPrices spotPrices;
    private final Encryption encryption;
    private final PlacementGroups placementGroups;
    private final Fleets fleets;
    private final Vpcs vpcs;
    private final Subnets subnets;
    private final DhcpOptionSets dhcpOptionSets;
    private final RouteTables routeTables;
    private final Routes routes;
    private final InternetGateways internetGateways;
    private final NatGateways natGateways;
    private final Addresses addresses;
    private final NetworkInterfaces networkInterfaces;
    private final InterfaceAttributes interfaceAttributes;
    private final NetworkAcls networkAcls;
    private final AclEntries aclEntries;
    private final FlowLogs flowLogs;
    private final SecurityGroups securityGroups;
    private final GroupRules groupRules;

    Ec2Service(Network network, Host host, S3Client s3) {
        Place place = network.place();
        this.regions = new Regions(place);
        this.tags = new Tags(place);
        this.types = new Types(place);
        this.keyPairs = new KeyPairs(place);
        this.launchTemplates = new LaunchTemplates(place);
        this.instances = new Instances(place, host, network.instances(), s3);
        this.snapshotImports = new SnapshotImports(instances.imports());
        this.imageImports = new ImageImports(instances.imports(), instances.images());
        this.spotRequests = new SpotRequests(place, instances::run);
        this.spotPrices = new SpotPrices(place);
        this.encryption = new Encryption(place);
        this.fleets = new Fleets(place, instances::run, instances::endAll);
        this.placementGroups = new PlacementGroups(place, Instances::isAnyPlaced);
        this.vpcs = new Vpcs(network);
        this.subnets = new Subnets(network);
        this.dhcpOptionSets = new DhcpOptionSets(network);
        this.routeTables = new RouteTables(network);
        this.routes = new Routes(network);
        this.internetGateways = new InternetGateways(network);
        this.natGateways = new NatGateways(network);
        this.addresses = new Addresses(network);
        this.networkInterfaces = new NetworkInterfaces(network);
        this.interfaceAttributes = new InterfaceAttributes(network);
        this.networkAcls = new NetworkAcls(network);
        this.aclEntries = new AclEntries(network);
        this.flowLogs = new FlowLogs(network);
        this.securityGroups = new SecurityGroups(network);
        this.groupRules = new GroupRules(network);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        instances.close();
    }

    @Override
    public Regions regions() {
        return regions;
    }

    @Override
    public Tags tags() {
        return tags;
    }

    @Override
    public SecurityGroups securityGroups() {
        return securityGroups;
    }

    @Override
    public GroupRules groupRules() {
        return groupRules;
    }

    @Override
    public Vpcs vpcs() {
        return vpcs;
    }

    @Override
    public Subnets subnets() {
        return subnets;
    }

    @Override
    public DhcpOptionSets dhcpOptionSets() {
        return dhcpOptionSets;
    }

    @Override
    public RouteTables routeTables() {
        return routeTables;
    }

    @Override
    public Routes routes() {
        return routes;
    }

    @Override
    public InternetGateways internetGateways() {
        return internetGateways;
    }

    @Override
    public NatGateways natGateways() {
        return natGateways;
    }

    @Override
    public Addresses addresses() {
        return addresses;
    }

    @Override
    public NetworkInterfaces networkInterfaces() {
        return networkInterfaces;
    }

    @Override
    public InterfaceAttributes interfaceAttributes() {
        return interfaceAttributes;
    }

    @Override
    public NetworkAcls networkAcls() {
        return networkAcls;
    }

    @Override
    public AclEntries aclEntries() {
        return aclEntries;
    }

    @Override
    public Types types() {
        return types;
    }

    @Override
    public KeyPairs keyPairs() {
        return keyPairs;
    }

    @Override
    public LaunchTemplates launchTemplates() {
        return launchTemplates;
    }

    @Override
    public Instances instances() {
        return instances;
    }

    @Override
    public ProfileAssociations profileAssociations() {
        return instances.profiles();
    }

    @Override
    public SnapshotImports snapshotImports() {
        return snapshotImports;
    }

    @Override
    public ImageImports imageImports() {
        return imageImports;
    }

    @Override
    public SpotRequests spotRequests() {
        return spotRequests;
    }

    @Override
    public SpotPrices spotPrices() {
        return spotPrices;
    }

    @Override
    public Fleets fleets() {
        return fleets;
    }

    @Override
    public PlacementGroups placementGroups() {
        return placementGroups;
    }

    @Override
    public Encryption encryption() {
        return encryption;
    }

    @Override
    public Volumes volumes() {
        return instances.volumes();
    }

    @Override
    public Snapshots snapshots() {
        return instances.snapshots();
    }

    @Override
    public Images images() {
        return instances.images();
    }

    @Override
    public FlowLogs flowLogs() {
        return flowLogs;
    }
}
