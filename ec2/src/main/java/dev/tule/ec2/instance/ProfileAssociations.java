package dev.tule.ec2.instance;

import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.AssociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeIamInstanceProfileAssociationsResponse;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileRequest;
import software.amazon.awssdk.services.ec2.model.DisassociateIamInstanceProfileResponse;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfile;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociationState;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationRequest;
import software.amazon.awssdk.services.ec2.model.ReplaceIamInstanceProfileAssociationResponse;

/**
 * Which instance has which IAM instance profile. What the metadata service gives follows at once.
 * Safe for use by many threads.
 */
public final class ProfileAssociations {
    /** By instance, which has one at most; a row may outlive its instance for a while. */
    private static final Table<IamInstanceProfileAssociation> ASSOCIATIONS =
            new Table<>(
                    "instance-profile",
                    IamInstanceProfileAssociation.class,
                    IamInstanceProfileAssociation::builder);

    private static final Filters<IamInstanceProfileAssociation> FILTERS =
            Filters.of(IamInstanceProfileAssociation.builder(), IamInstanceProfileAssociation.class)
                    .onMembers("instance-id", "state");

    private final Place place;
    private final Host host;

    ProfileAssociations(Place place, Host host) {
        this.place = place;
        this.host = host;
    }

    /** The profile that a request means; empty where it names none. */
    Optional<IamInstanceProfile> profile(@Nullable IamInstanceProfileSpecification asked) {
        if (asked == null || (asked.arn() == null && asked.name() == null)) {
            return Optional.empty();
        }
        if (asked.arn() != null && asked.name() != null) {
            throw Faults.invalidCombination(
                    "The parameter 'iamInstanceProfile.name' may not be used in combination with"
                            + " 'iamInstanceProfile.arn'");
        }
        boolean byArn = asked.arn() != null;
        String given = byArn ? asked.arn() : asked.name();
        return Optional.of(
                host.profiles()
                        .find(place.where(), given)
                        .orElseThrow(
                                () ->
                                        Faults.invalidValue(
                                                given,
                                                "iamInstanceProfile." + (byArn ? "arn" : "name"),
                                                "Invalid IAM Instance Profile "
                                                        + (byArn ? "ARN" : "name"))));
    }

    private IamInstanceProfile required(@Nullable IamInstanceProfileSpecification asked) {
        return profile(asked).orElseThrow(() -> Faults.missing("IamInstanceProfile"));
    }

    /** Notes what an instance is launched with. */
    void launched(Transaction rows, String id, IamInstanceProfile profile) {
        ASSOCIATIONS.put(rows, id, association(id, profile));
    }

    static void forget(Transaction rows, String id) {
        ASSOCIATIONS.delete(rows, id);
    }

    private IamInstanceProfileAssociation association(String id, IamInstanceProfile profile) {
        return IamInstanceProfileAssociation.builder()
                .associationId(place.newId(Kind.PROFILE_ASSOCIATION))
                .instanceId(id)
                .iamInstanceProfile(profile)
                .state(IamInstanceProfileAssociationState.ASSOCIATED)
                .build();
    }

    /** What a change answers with: it is done by then, but AWS says that it has begun. */
    private static IamInstanceProfileAssociation begun(
            IamInstanceProfileAssociation association, IamInstanceProfileAssociationState state) {
        return association.toBuilder().state(state).build();
    }

    private IamInstanceProfileAssociation put(
            Transaction rows, Instance instance, IamInstanceProfile profile) {
        IamInstanceProfileAssociation made = association(instance.instanceId(), profile);
        ASSOCIATIONS.put(rows, instance.instanceId(), made);
        InstanceRows.put(rows, instance.toBuilder().iamInstanceProfile(profile).build());
        return begun(made, IamInstanceProfileAssociationState.ASSOCIATING);
    }

    AssociateIamInstanceProfileResponse associate(AssociateIamInstanceProfileRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        IamInstanceProfile profile = required(request.iamInstanceProfile());
        return place.transact(
                rows -> {
                    Instance instance = InstanceRows.alive(rows, id);
                    if (ASSOCIATIONS.find(rows, id).isPresent()) {
                        throw Faults.incorrectState(
                                "There is an existing association for instance " + id);
                    }
                    return AssociateIamInstanceProfileResponse.builder()
                            .iamInstanceProfileAssociation(put(rows, instance, profile))
                            .build();
                });
    }

    ReplaceIamInstanceProfileAssociationResponse replace(
            ReplaceIamInstanceProfileAssociationRequest request) {
        IamInstanceProfile profile = required(request.iamInstanceProfile());
        return place.transact(
                rows -> {
                    String id = get(rows, request.associationId()).instanceId();
                    Instance instance = InstanceRows.alive(rows, id);
                    return ReplaceIamInstanceProfileAssociationResponse.builder()
                            .iamInstanceProfileAssociation(put(rows, instance, profile))
                            .build();
                });
    }

    DisassociateIamInstanceProfileResponse disassociate(
            DisassociateIamInstanceProfileRequest request) {
        return place.transact(
                rows -> {
                    IamInstanceProfileAssociation ended = get(rows, request.associationId());
                    Instance instance = InstanceRows.alive(rows, ended.instanceId());
                    ASSOCIATIONS.delete(rows, ended.instanceId());
                    InstanceRows.put(
                            rows,
                            instance.toBuilder()
                                    .iamInstanceProfile((IamInstanceProfile) null)
                                    .build());
                    return DisassociateIamInstanceProfileResponse.builder()
                            .iamInstanceProfileAssociation(
                                    begun(ended, IamInstanceProfileAssociationState.DISASSOCIATING))
                            .build();
                });
    }

    private static IamInstanceProfileAssociation get(Snapshot rows, @Nullable String asked) {
        String id = Kind.PROFILE_ASSOCIATION.check(Faults.require(asked, "AssociationId"));
        return all(rows).stream()
                .filter(each -> each.associationId().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidAssociationID.NotFound",
                                        "An invalid association-id of '%s' was given"
                                                .formatted(id)));
    }

    private static List<IamInstanceProfileAssociation> all(Snapshot rows) {
        return ASSOCIATIONS.all(rows).values().stream()
                .filter(
                        each ->
                                InstanceRows.INSTANCES
                                        .find(rows, each.instanceId())
                                        .filter(i -> !States.is(i, InstanceStateName.TERMINATED))
                                        .isPresent())
                .sorted(Comparator.comparing(IamInstanceProfileAssociation::associationId))
                .toList();
    }

    DescribeIamInstanceProfileAssociationsResponse describe(
            DescribeIamInstanceProfileAssociationsRequest request) {
        List<IamInstanceProfileAssociation> found =
                place.read(
                        rows -> {
                            request.associationIds().forEach(id -> get(rows, id));
                            return all(rows);
                        });
        Listing<IamInstanceProfileAssociation> page =
                Listing.of(
                        found.stream()
                                .filter(
                                        each ->
                                                request.associationIds().isEmpty()
                                                        || request.associationIds()
                                                                .contains(each.associationId()))
                                .filter(FILTERS.asked(request.filters(), _ -> Map.of()))
                                .toList(),
                        IamInstanceProfileAssociation::associationId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeIamInstanceProfileAssociationsResponse.builder()
                .iamInstanceProfileAssociations(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
