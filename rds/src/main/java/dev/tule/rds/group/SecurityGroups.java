package dev.tule.rds.group;

import dev.tule.aws.stored.Form;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Rows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSecurityGroup;
import software.amazon.awssdk.services.rds.model.EC2SecurityGroup;
import software.amazon.awssdk.services.rds.model.IPRange;

/**
 * The DB security groups there are. One named {@code default} is there from the beginning; it has a
 * row only when it was changed. Safe for use by many threads.
 */
public final class SecurityGroups {
    public static final String DEFAULT = "default";
    private static final String AUTHORIZED = "authorized";

    private final Rows<DBSecurityGroup> rows =
            new Rows<>(
                    "security-group",
                    Form.ofSdk(DBSecurityGroup.class, DBSecurityGroup::builder),
                    DBSecurityGroup::dbSecurityGroupName);
    private final Place place;

    public SecurityGroups(Place place) {
        this.place = place;
    }

    DBSecurityGroup group(String name, String description) {
        return DBSecurityGroup.builder()
                .dbSecurityGroupName(name)
                .dbSecurityGroupDescription(description)
                .dbSecurityGroupArn(place.arn("secgrp", name))
                .ownerId(place.where().account())
                .ipRanges(List.<IPRange>of())
                .ec2SecurityGroups(List.<EC2SecurityGroup>of())
                .build();
    }

    Optional<DBSecurityGroup> find(Snapshot snapshot, String name) {
        return rows.find(snapshot, name)
                .or(
                        () ->
                                name.equalsIgnoreCase(DEFAULT)
                                        ? Optional.of(group(DEFAULT, DEFAULT))
                                        : Optional.empty());
    }

    public DBSecurityGroup required(Snapshot snapshot, String name) {
        return find(snapshot, name).orElseThrow(() -> Faults.noSecurityGroup(name));
    }

    List<DBSecurityGroup> all(Snapshot snapshot) {
        List<DBSecurityGroup> all = new ArrayList<>(rows.all(snapshot));
        if (!rows.has(snapshot, DEFAULT)) {
            all.add(group(DEFAULT, DEFAULT));
        }
        return all;
    }

    void put(Transaction transaction, DBSecurityGroup group) {
        rows.put(transaction, group);
    }

    void remove(Transaction transaction, String name) {
        rows.delete(transaction, name);
    }

    static IPRange authorized(String cidr) {
        return IPRange.builder().cidrip(cidr).status(AUTHORIZED).build();
    }

    /** The address ranges from which groups let connections in. */
    public List<String> sources(Snapshot snapshot, List<String> names) {
        return names.stream()
                .flatMap(name -> find(snapshot, name).stream())
                .flatMap(group -> group.ipRanges().stream())
                .map(IPRange::cidrip)
                .distinct()
                .sorted()
                .toList();
    }
}
