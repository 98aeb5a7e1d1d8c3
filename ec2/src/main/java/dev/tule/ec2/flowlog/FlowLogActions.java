package dev.tule.ec2.flowlog;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.CreateFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;

/** The actions on flow logs. */
public interface FlowLogActions extends Actions {
    FlowLogs flowLogs();

    @Override
    default CreateFlowLogsResponse createFlowLogs(CreateFlowLogsRequest request) {
        return Actions.act(request, flowLogs()::create);
    }

    @Override
    default DescribeFlowLogsResponse describeFlowLogs(DescribeFlowLogsRequest request) {
        return Actions.act(request, flowLogs()::describe);
    }

    @Override
    default DeleteFlowLogsResponse deleteFlowLogs(DeleteFlowLogsRequest request) {
        return Actions.act(request, flowLogs()::delete);
    }
}
