package dev.tule.ec2.flowlog;

import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Flow logs: made, found, deleted. Safe for use by many threads. */
public final class FlowLogs {
    private static final Filters<FlowLog> FILTERS =
            Filters.of(FlowLog.builder(), FlowLog.class)
                    .onMember("deliver-log-status", "deliver-logs-status")
                    .onMembers(
                            "log-destination-type",
                            "flow-log-id",
                            "log-group-name",
                            "resource-id",
                            "traffic-type");
    private static final Inquiry.Shape<FlowLog> SHAPE =
            new Inquiry.Shape<>(
                    FlowLog::flowLogId, (log, tags) -> log.toBuilder().tags(tags).build());

    private final Network network;

    public FlowLogs(Network network) {
        this.network = network;
    }

    CreateFlowLogsResponse create(CreateFlowLogsRequest request) {
        FlowLog pattern = pattern(request);
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.FLOW_LOG);
        List<String> resources = request.resourceIds();
        if (resources.isEmpty()) {
            throw Faults.missing("ResourceId");
        }
        List<String> made =
                network.transact(
                        rows -> {
                            List<String> ids = new ArrayList<>();
                            for (String resource : resources) {
                                refuse(rows, request.resourceTypeAsString(), resource);
                                refuseSame(rows, pattern, resource);
                                String id = network.place().newId(Kind.FLOW_LOG);
                                FlowLog log =
                                        pattern.toBuilder()
                                                .flowLogId(id)
                                                .resourceId(resource)
                                                .build();
                                NetworkTables.FLOW_LOGS.put(rows, id, log);
                                TagRows.put(rows, id, tags);
                                ids.add(id);
                            }
                            return ids;
                        });
        return CreateFlowLogsResponse.builder()
                .clientToken(request.clientToken())
                .flowLogIds(made)
                .unsuccessful(List.of())
                .build();
    }

    private FlowLog pattern(CreateFlowLogsRequest request) {
        String type =
                Objects.requireNonNullElse(
                        request.logDestinationTypeAsString(), "cloud-watch-logs");
        if (!type.equals("s3")) {
            throw Faults.notImplemented("A flow log to " + type);
        }
        if (request.destinationOptions() != null
                && !"plain-text"
                        .equals(
                                Objects.requireNonNullElse(
                                        request.destinationOptions().fileFormatAsString(),
                                        "plain-text"))) {
            throw Faults.notImplemented("A flow log in another form than plain text");
        }
        String destination = Faults.require(request.logDestination(), "LogDestination");
        Destination.of(destination);
        String format = Objects.requireNonNullElse(request.logFormat(), FlowLogFormat.DEFAULT);
        FlowLogFormat.of(format);
        int interval = Objects.requireNonNullElse(request.maxAggregationInterval(), 600);
        if (interval != 60 && interval != 600) {
            throw Faults.invalidValue(interval, "MaxAggregationInterval", "It is 60 or 600.");
        }
        return FlowLog.builder()
                .creationTime(network.place().now())
                .deliverLogsStatus("SUCCESS")
                .flowLogStatus("ACTIVE")
                .logDestinationType(type)
                .logDestination(destination)
                .logFormat(format)
                .maxAggregationInterval(interval)
                .trafficType(Objects.requireNonNullElse(request.trafficTypeAsString(), "ALL"))
                .build();
    }

    private static void refuse(Snapshot rows, @Nullable String type, String resource) {
        switch (Faults.require(type, "ResourceType")) {
            case "VPC" -> NetworkTables.VPCS.get(rows, resource);
            case "Subnet" -> NetworkTables.SUBNETS.get(rows, resource);
            case "NetworkInterface" -> NetworkTables.INTERFACES.get(rows, resource);
            default -> throw Faults.notImplemented("A flow log of a " + type);
        }
    }

    private static void refuseSame(Snapshot rows, FlowLog asked, String resource) {
        boolean same =
                NetworkTables.FLOW_LOGS.all(rows).values().stream()
                        .anyMatch(
                                each ->
                                        each.resourceId().equals(resource)
                                                && each.trafficType() == asked.trafficType()
                                                && each.logDestination()
                                                        .equals(asked.logDestination())
                                                && each.logFormat().equals(asked.logFormat()));
        if (same) {
            throw Faults.of(
                    "FlowLogAlreadyExists",
                    "There is an existing Flow Log with the same configuration and log"
                            + " destination.");
        }
    }

    DescribeFlowLogsResponse describe(DescribeFlowLogsRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.flowLogIds(),
                        request.filter(),
                        request.maxResults(),
                        request.nextToken());
        Listing<FlowLog> page =
                network.read(rows -> asked.of(rows, NetworkTables.FLOW_LOGS, FILTERS, SHAPE));
        return DescribeFlowLogsResponse.builder()
                .flowLogs(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteFlowLogsResponse delete(DeleteFlowLogsRequest request) {
        network.change(
                rows -> {
                    for (String id : request.flowLogIds()) {
                        NetworkTables.FLOW_LOGS.get(rows, id);
                        NetworkTables.FLOW_LOGS.delete(rows, id);
                    }
                });
        return DeleteFlowLogsResponse.builder().unsuccessful(List.of()).build();
    }
}
