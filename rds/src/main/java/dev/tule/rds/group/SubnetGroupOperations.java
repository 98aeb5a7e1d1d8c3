package dev.tule.rds.group;

import dev.tule.aws.stored.Form;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Rows;
import dev.tule.rds.resource.Tags;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DeleteDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSubnetGroupsResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.Subnet;

/**
 * DB subnet groups (RDS User Guide, "Working with DB subnet groups"). Subnets are kept as they are
 * named: until EC2 has subnets, nothing can be said of their VPC and zones. Safe for use by many
 * threads.
 */
public final class SubnetGroupOperations {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 ._-]{1,255}");
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8,17}");

    private final Rows<DBSubnetGroup> groups =
            new Rows<>(
                    "subnet-group",
                    Form.ofSdk(DBSubnetGroup.class, DBSubnetGroup::builder),
                    DBSubnetGroup::dbSubnetGroupName);
    private final Place place;
    private final Instances instances;

    public SubnetGroupOperations(Place place, Instances instances) {
        this.place = place;
        this.instances = instances;
    }

    public DBSubnetGroup required(Snapshot rows, String name) {
        return groups.find(rows, name).orElseThrow(() -> Faults.noSubnetGroup(name));
    }

    public DBSubnetGroup create(CreateDbSubnetGroupRequest request) {
        String name = name(request.dbSubnetGroupName());
        String description =
                Names.required("DBSubnetGroupDescription", request.dbSubnetGroupDescription());
        DBSubnetGroup group =
                DBSubnetGroup.builder()
                        .dbSubnetGroupName(name)
                        .dbSubnetGroupDescription(description)
                        .dbSubnetGroupArn(place.arn("subgrp", name))
                        .subnetGroupStatus("Complete")
                        .supportedNetworkTypes("IPV4")
                        .subnets(subnets(request.subnetIds()))
                        .build();
        place.change(
                rows -> {
                    if (groups.has(rows, name)) {
                        throw Faults.subnetGroupExists(name);
                    }
                    groups.put(rows, group);
                    Tags.add(rows, group.dbSubnetGroupArn(), request.tags());
                });
        return group;
    }

    private static String name(@Nullable String given) {
        String name = Names.required("DBSubnetGroupName", given).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || name.equals("default")) {
            throw Faults.invalid(
                    "The parameter DBSubnetGroupName must be provided and must not be blank; it has"
                            + " at most 255 letters, digits, spaces, periods, underscores and hyphens,"
                            + " and isn't \"default\".");
        }
        return name;
    }

    private static List<Subnet> subnets(List<String> ids) {
        if (ids.stream().distinct().count() < 2) {
            throw Faults.subnetsDoNotCover(
                    "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Add subnets to cover at least 2 AZs.");
        }
        for (String id : ids) {
            if (!SUBNET.matcher(id).matches()) {
                throw Faults.invalid("The subnet ID '%s' is not valid".formatted(id));
            }
        }
        return ids.stream()
                .distinct()
                .map(id -> Subnet.builder().subnetIdentifier(id).subnetStatus("Active").build())
                .toList();
    }

    public DBSubnetGroup modify(ModifyDbSubnetGroupRequest request) {
        return place.transact(
                rows -> {
                    DBSubnetGroup group =
                            required(
                                    rows,
                                    Names.required(
                                            "DBSubnetGroupName", request.dbSubnetGroupName()));
                    DBSubnetGroup.Builder changed =
                            group.toBuilder().subnets(subnets(request.subnetIds()));
                    if (request.dbSubnetGroupDescription() != null) {
                        changed.dbSubnetGroupDescription(request.dbSubnetGroupDescription());
                    }
                    DBSubnetGroup result = changed.build();
                    groups.put(rows, result);
                    return result;
                });
    }

    public void delete(DeleteDbSubnetGroupRequest request) {
        String name = Names.required("DBSubnetGroupName", request.dbSubnetGroupName());
        place.change(
                rows -> {
                    DBSubnetGroup group = required(rows, name);
                    if (instances.all(rows).stream()
                            .anyMatch(i -> i.isInSubnetGroup(group.dbSubnetGroupName()))) {
                        throw Faults.subnetGroupState(
                                "Cannot delete the subnet group '%s' because at least one database instance is still using it."
                                        .formatted(group.dbSubnetGroupName()));
                    }
                    groups.delete(rows, name);
                    Tags.clear(rows, group.dbSubnetGroupArn());
                });
    }

    public DescribeDbSubnetGroupsResponse describe(DescribeDbSubnetGroupsRequest request) {
        String name = request.dbSubnetGroupName();
        List<DBSubnetGroup> found =
                place.read(
                        rows ->
                                name == null
                                        ? groups.all(rows)
                                        : List.of(required(rows, Names.ofArn(name))));
        new Filters<DBSubnetGroup>().apply(request.filters(), found);
        Listing<DBSubnetGroup> page =
                Listing.of(
                        found,
                        DBSubnetGroup::dbSubnetGroupName,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(page.items())
                .marker(page.marker())
                .build();
    }
}
