package dev.tule.rds.group;

import dev.tule.rds.instance.Instances;
import dev.tule.rds.life.Lives;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Tags;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.AuthorizeDbSecurityGroupIngressRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSecurityGroupRequest;
import software.amazon.awssdk.services.rds.model.DBSecurityGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbSecurityGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSecurityGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSecurityGroupsResponse;
import software.amazon.awssdk.services.rds.model.IPRange;
import software.amazon.awssdk.services.rds.model.RevokeDbSecurityGroupIngressRequest;

/**
 * DB security groups (RDS API Reference, the operations named so; User Guide of EC2-Classic,
 * "Working with DB security groups"): who may connect, by address. Safe for use by many threads.
 */
public final class SecurityGroupOperations {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9 ._-]{0,254}");
    private static final Pattern CIDR =
            Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3})/([0-9]|[12][0-9]|3[0-2])");

    private final Place place;
    private final SecurityGroups groups;
    private final Instances instances;
    private final Lives lives;

    public SecurityGroupOperations(
            Place place, SecurityGroups groups, Instances instances, Lives lives) {
        this.place = place;
        this.groups = groups;
        this.instances = instances;
        this.lives = lives;
    }

    public DBSecurityGroup create(CreateDbSecurityGroupRequest request) {
        String name =
                Names.required("DBSecurityGroupName", request.dbSecurityGroupName())
                        .toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw Faults.invalid("Invalid database security group name: " + name);
        }
        String description =
                Names.required("DBSecurityGroupDescription", request.dbSecurityGroupDescription());
        DBSecurityGroup group = groups.group(name, description);
        place.change(
                rows -> {
                    if (groups.find(rows, name).isPresent()) {
                        throw Faults.securityGroupExists(name);
                    }
                    groups.put(rows, group);
                    Tags.add(rows, group.dbSecurityGroupArn(), request.tags());
                });
        return group;
    }

    public void delete(DeleteDbSecurityGroupRequest request) {
        String name = Names.required("DBSecurityGroupName", request.dbSecurityGroupName());
        if (name.equalsIgnoreCase(SecurityGroups.DEFAULT)) {
            throw Faults.invalid("The default DB security group cannot be deleted.");
        }
        place.change(
                rows -> {
                    DBSecurityGroup group = groups.required(rows, name);
                    if (instances.all(rows).stream().anyMatch(i -> i.isInSecurityGroup(name))) {
                        throw Faults.securityGroupState(
                                "One or more database instances are still members of this group, so the group cannot be deleted.");
                    }
                    groups.remove(rows, name);
                    Tags.clear(rows, group.dbSecurityGroupArn());
                });
    }

    public DescribeDbSecurityGroupsResponse describe(DescribeDbSecurityGroupsRequest request) {
        String name = request.dbSecurityGroupName();
        List<DBSecurityGroup> found =
                place.read(
                        rows ->
                                name == null
                                        ? groups.all(rows)
                                        : List.of(groups.required(rows, Names.ofArn(name))));
        Listing<DBSecurityGroup> page =
                Listing.of(
                        new Filters<DBSecurityGroup>().apply(request.filters(), found),
                        DBSecurityGroup::dbSecurityGroupName,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbSecurityGroupsResponse.builder()
                .dbSecurityGroups(page.items())
                .marker(page.marker())
                .build();
    }

    public DBSecurityGroup authorize(AuthorizeDbSecurityGroupIngressRequest request) {
        refuseEc2(request.ec2SecurityGroupName(), request.ec2SecurityGroupId());
        String cidr = cidr(request.cidrip());
        return change(
                request.dbSecurityGroupName(),
                ranges -> {
                    if (ranges.stream().anyMatch(range -> range.cidrip().equals(cidr))) {
                        throw Faults.authorizationExists(
                                "Authorization already exists: %s".formatted(cidr));
                    }
                    ranges.add(SecurityGroups.authorized(cidr));
                });
    }

    public DBSecurityGroup revoke(RevokeDbSecurityGroupIngressRequest request) {
        refuseEc2(request.ec2SecurityGroupName(), request.ec2SecurityGroupId());
        String cidr = cidr(request.cidrip());
        return change(
                request.dbSecurityGroupName(),
                ranges -> {
                    if (!ranges.removeIf(range -> range.cidrip().equals(cidr))) {
                        throw Faults.noAuthorization("Authorization not found: " + cidr);
                    }
                });
    }

    private interface Change {
        void of(List<IPRange> ranges);
    }

    private DBSecurityGroup change(@Nullable String given, Change change) {
        String name = Names.required("DBSecurityGroupName", given);
        DBSecurityGroup changed =
                place.transact(
                        rows -> {
                            DBSecurityGroup group = groups.required(rows, name);
                            List<IPRange> ranges = new ArrayList<>(group.ipRanges());
                            change.of(ranges);
                            DBSecurityGroup after = group.toBuilder().ipRanges(ranges).build();
                            groups.put(rows, after);
                            return after;
                        });
        lives.wakeAll();
        return changed;
    }

    private static void refuseEc2(@Nullable String name, @Nullable String id) {
        if (name != null || id != null) {
            throw Faults.notImplemented(
                    "EC2 security groups as sources of a DB security group are");
        }
    }

    private static String cidr(@Nullable String given) {
        String cidr = Names.required("CIDRIP", given);
        var matcher = CIDR.matcher(cidr);
        if (!matcher.matches()) {
            throw Faults.invalid("Invalid CIDR: " + cidr);
        }
        try {
            byte[] address = InetAddress.ofLiteral(matcher.group(1)).getAddress();
            int bits =
                    (address[0] & 0xFF) << 24
                            | (address[1] & 0xFF) << 16
                            | (address[2] & 0xFF) << 8
                            | (address[3] & 0xFF);
            int prefix = Integer.parseInt(matcher.group(2));
            int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
            if ((bits & ~mask) != 0) {
                throw Faults.invalid("Invalid CIDR: %s has bits beyond its prefix".formatted(cidr));
            }
            return cidr;
        } catch (IllegalArgumentException e) {
            throw Faults.invalid("Invalid CIDR: " + cidr, e);
        }
    }
}
