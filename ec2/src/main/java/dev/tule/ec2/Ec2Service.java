package dev.tule.ec2;

import dev.tule.ec2.region.RegionActions;
import dev.tule.ec2.region.Regions;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.tag.TagActions;
import dev.tule.ec2.tag.Tags;

/** EC2 of one account and region: the list of its rooms. Safe for use by many threads. */
final class Ec2Service implements RegionActions, TagActions {
    private final Regions regions;
    private final Tags tags;

    Ec2Service(Place place) {
        this.regions = new Regions(place);
        this.tags = new Tags(place);
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
}
