package dev.tule.ec2.instance;

import dev.tule.aws.AwsFault;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.type.TypeCatalogue;
import dev.tule.ec2.type.TypeCatalogue.MachineType;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreditSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceCreditSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceCreditSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceCreditSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceCreditSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.SuccessfulInstanceCreditSpecificationItem;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulInstanceCreditSpecificationItem;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulInstanceCreditSpecificationItemError;

/** CPU credits of burstable types: kept and told. Machines here have their processors whole. */
final class CreditSpecifications {
    private static final String STANDARD = "standard";
    private static final String UNLIMITED = "unlimited";
    private static final Filters<InstanceCreditSpecification> FILTERS =
            Filters.of(InstanceCreditSpecification.builder(), InstanceCreditSpecification.class)
                    .onMembers("instance-id");

    private final Place place;

    CreditSpecifications(Place place) {
        this.place = place;
    }

    /** Notes what a launch asks for; types without credits are launched without. */
    static void launched(
            Transaction rows,
            String id,
            MachineType type,
            @Nullable CreditSpecificationRequest asked) {
        if (asked != null && asked.cpuCredits() != null && type.isBurstable()) {
            InstanceRows.CREDITS.put(rows, id, of(id, checked(asked.cpuCredits())));
        }
    }

    private static String checked(String credits) {
        if (!List.of(STANDARD, UNLIMITED).contains(credits)) {
            throw Faults.invalidValue(credits, "cpuCredits", "Expecting standard or unlimited");
        }
        return credits;
    }

    private static InstanceCreditSpecification of(String id, String credits) {
        return InstanceCreditSpecification.builder().instanceId(id).cpuCredits(credits).build();
    }

    private static boolean isBurstable(Instance instance) {
        return TypeCatalogue.get(instance.instanceTypeAsString()).isBurstable();
    }

    private static InstanceCreditSpecification of(Snapshot rows, Instance instance) {
        String otherwise = instance.instanceTypeAsString().startsWith("t2.") ? STANDARD : UNLIMITED;
        return InstanceRows.CREDITS
                .find(rows, instance.instanceId())
                .orElseGet(() -> of(instance.instanceId(), otherwise));
    }

    private static AwsFault notSupported(String id) {
        return Faults.of(
                "InstanceCreditSpecification.NotSupported",
                "The instance '%s' does not support credit specifications.".formatted(id));
    }

    /** Of those that are named; or of all whose credits are unlimited. */
    DescribeInstanceCreditSpecificationsResponse describe(
            DescribeInstanceCreditSpecificationsRequest request) {
        List<InstanceCreditSpecification> found =
                place.read(rows -> select(rows, request.instanceIds())).stream()
                        .filter(FILTERS.asked(request.filters(), _ -> Map.of()))
                        .toList();
        Listing<InstanceCreditSpecification> page =
                Listing.of(
                        found,
                        InstanceCreditSpecification::instanceId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeInstanceCreditSpecificationsResponse.builder()
                .instanceCreditSpecifications(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static List<InstanceCreditSpecification> select(Snapshot rows, List<String> ids) {
        if (ids.isEmpty()) {
            return InstanceRows.INSTANCES.all(rows).values().stream()
                    .filter(each -> !States.is(each, InstanceStateName.TERMINATED))
                    .filter(CreditSpecifications::isBurstable)
                    .map(each -> of(rows, each))
                    .filter(each -> each.cpuCredits().equals(UNLIMITED))
                    .toList();
        }
        return ids.stream()
                .distinct()
                .sorted()
                .map(id -> InstanceRows.get(rows, id))
                .map(
                        each -> {
                            if (!isBurstable(each)) {
                                throw notSupported(each.instanceId());
                            }
                            return of(rows, each);
                        })
                .toList();
    }

    /** Each by itself: some may succeed while others don't. */
    ModifyInstanceCreditSpecificationResponse modify(
            ModifyInstanceCreditSpecificationRequest request) {
        if (request.instanceCreditSpecifications().isEmpty()) {
            throw Faults.missing("InstanceCreditSpecification");
        }
        return place.transact(
                rows -> {
                    List<SuccessfulInstanceCreditSpecificationItem> done = new ArrayList<>();
                    List<UnsuccessfulInstanceCreditSpecificationItem> refused = new ArrayList<>();
                    for (InstanceCreditSpecificationRequest each :
                            request.instanceCreditSpecifications()) {
                        String id = Faults.require(each.instanceId(), "InstanceId");
                        try {
                            change(rows, id, Faults.require(each.cpuCredits(), "CpuCredits"));
                            done.add(
                                    SuccessfulInstanceCreditSpecificationItem.builder()
                                            .instanceId(id)
                                            .build());
                        } catch (AwsFault fault) {
                            refused.add(
                                    UnsuccessfulInstanceCreditSpecificationItem.builder()
                                            .instanceId(id)
                                            .error(error(fault))
                                            .build());
                        }
                    }
                    return ModifyInstanceCreditSpecificationResponse.builder()
                            .successfulInstanceCreditSpecifications(done)
                            .unsuccessfulInstanceCreditSpecifications(refused)
                            .build();
                });
    }

    private static UnsuccessfulInstanceCreditSpecificationItemError error(AwsFault fault) {
        return UnsuccessfulInstanceCreditSpecificationItemError.builder()
                .code(fault.awsErrorDetails().errorCode())
                .message(fault.awsErrorDetails().errorMessage())
                .build();
    }

    private static void change(Transaction rows, String id, String credits) {
        if (!isBurstable(InstanceRows.alive(rows, id))) {
            throw notSupported(id);
        }
        InstanceRows.CREDITS.put(rows, id, of(id, checked(credits)));
    }
}
