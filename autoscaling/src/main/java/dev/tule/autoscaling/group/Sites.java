package dev.tule.autoscaling.group;

import dev.tule.autoscaling.life.Group.Site;
import dev.tule.autoscaling.resource.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Finds out where the machines of a group may be. Safe for use by many threads. */
final class Sites {
    private final Ec2Client ec2;

    Sites(Ec2Client ec2) {
        this.ec2 = ec2;
    }

    /**
     * The sites of zones, or of subnets.
     *
     * @param zones none where subnets are given alone
     * @param subnets separated by commas; null or empty for none
     */
    List<Site> of(List<String> zones, @Nullable String subnets) {
        try {
            List<Site> sites =
                    subnets == null || subnets.isBlank() ? zones(zones) : subnets(zones, subnets);
            if (sites.isEmpty()) {
                throw Faults.invalid("At least one Availability Zone or VPC Subnet is required.");
            }
            return sites;
        } catch (AwsServiceException wrong) {
            String message =
                    wrong.awsErrorDetails() == null
                            ? String.valueOf(wrong.getMessage())
                            : wrong.awsErrorDetails().errorMessage();
            throw Faults.invalid(message);
        }
    }

    private List<Site> zones(List<String> zones) {
        if (!zones.isEmpty()) {
            var _ = ec2.describeAvailabilityZones(request -> request.zoneNames(zones));
        }
        return zones.stream().distinct().map(zone -> new Site(zone, "")).toList();
    }

    private List<Site> subnets(List<String> zones, String subnets) {
        List<String> ids = List.of(subnets.split("\\s*,\\s*", -1));
        Map<String, String> zoneOf = new HashMap<>();
        ec2.describeSubnets(request -> request.subnetIds(ids))
                .subnets()
                .forEach(subnet -> zoneOf.put(subnet.subnetId(), subnet.availabilityZone()));
        List<Site> sites = new ArrayList<>();
        for (String id : ids) {
            String zone = zoneOf.get(id);
            if (zone == null) {
                throw Faults.invalid("The subnet ID '" + id + "' does not exist");
            }
            if (!zones.isEmpty() && !zones.contains(zone)) {
                throw Faults.invalid(
                        "The availability zones of the specified subnets and the Auto Scaling group do not match");
            }
            sites.add(new Site(zone, id));
        }
        return sites;
    }
}
