package dev.tule.ec2.instance;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceCreditSpecificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceCreditSpecificationRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceCreditSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMaintenanceOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMaintenanceOptionsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesResponse;

/** The actions on instances, with those that attach disks to them and make images of them. */
public interface InstanceActions extends Actions {
    Instances instances();

    @Override
    default RunInstancesResponse runInstances(RunInstancesRequest request) {
        return Actions.act(request, instances()::run);
    }

    @Override
    default DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
        return Actions.act(request, instances()::describe);
    }

    @Override
    default DescribeInstanceStatusResponse describeInstanceStatus(
            DescribeInstanceStatusRequest request) {
        return Actions.act(request, instances()::describeStatus);
    }

    @Override
    default GetConsoleOutputResponse getConsoleOutput(GetConsoleOutputRequest request) {
        return Actions.act(request, instances()::console);
    }

    @Override
    default StartInstancesResponse startInstances(StartInstancesRequest request) {
        return Actions.act(request, instances()::start);
    }

    @Override
    default StopInstancesResponse stopInstances(StopInstancesRequest request) {
        return Actions.act(request, instances()::stop);
    }

    @Override
    default RebootInstancesResponse rebootInstances(RebootInstancesRequest request) {
        return Actions.act(request, instances()::reboot);
    }

    @Override
    default TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
        return Actions.act(request, instances()::terminate);
    }

    @Override
    default DescribeInstanceAttributeResponse describeInstanceAttribute(
            DescribeInstanceAttributeRequest request) {
        return Actions.act(request, instances()::describeAttribute);
    }

    @Override
    default ModifyInstanceAttributeResponse modifyInstanceAttribute(
            ModifyInstanceAttributeRequest request) {
        return Actions.act(request, instances()::modifyAttribute);
    }

    @Override
    default ModifyInstanceMetadataOptionsResponse modifyInstanceMetadataOptions(
            ModifyInstanceMetadataOptionsRequest request) {
        return Actions.act(request, instances()::modifyMetadata);
    }

    @Override
    default ModifyInstanceCreditSpecificationResponse modifyInstanceCreditSpecification(
            ModifyInstanceCreditSpecificationRequest request) {
        return Actions.act(request, instances()::modifyCredits);
    }

    @Override
    default DescribeInstanceCreditSpecificationsResponse describeInstanceCreditSpecifications(
            DescribeInstanceCreditSpecificationsRequest request) {
        return Actions.act(request, instances()::describeCredits);
    }

    @Override
    default ModifyInstanceMaintenanceOptionsResponse modifyInstanceMaintenanceOptions(
            ModifyInstanceMaintenanceOptionsRequest request) {
        return Actions.act(request, instances()::modifyMaintenance);
    }

    @Override
    default MonitorInstancesResponse monitorInstances(MonitorInstancesRequest request) {
        return Actions.act(request, instances()::monitor);
    }

    @Override
    default UnmonitorInstancesResponse unmonitorInstances(UnmonitorInstancesRequest request) {
        return Actions.act(request, instances()::unmonitor);
    }

    @Override
    default AttachVolumeResponse attachVolume(AttachVolumeRequest request) {
        return Actions.act(request, instances()::attach);
    }

    @Override
    default DetachVolumeResponse detachVolume(DetachVolumeRequest request) {
        return Actions.act(request, instances()::detach);
    }

    @Override
    default CreateImageResponse createImage(CreateImageRequest request) {
        return Actions.act(request, instances()::createImage);
    }
}
