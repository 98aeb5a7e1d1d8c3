package dev.tule.ec2;

import dev.tule.ec2.network.Network;
import dev.tule.ec2.region.RegionActions;
import dev.tule.ec2.region.Regions;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.securitygroup.GroupRules;
import dev.tule.ec2.securitygroup.SecurityGroupActions;
import dev.tule.ec2.securitygroup.SecurityGroups;
import dev.tule.ec2.tag.TagActions;
import dev.tule.ec2.tag.Tags;

/** EC2 of one account and region: the list of its rooms. Safe for use by many threads. */
final class Ec2Service implements RegionActions, TagActions, SecurityGroupActions {
    private final Regions regions;
    private final Tags tags;
    private final SecurityGroups securityGroups;
    private final GroupRules groupRules;

    Ec2Service(Network network) {
        Place place = network.place();
        this.regions = new Regions(place);
        this.tags = new Tags(place);
        this.securityGroups = new SecurityGroups(network);
        this.groupRules = new GroupRules(network);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing of its own
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
}
