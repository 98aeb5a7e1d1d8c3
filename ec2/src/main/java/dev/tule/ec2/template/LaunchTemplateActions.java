package dev.tule.ec2.template;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionRequest;
import software.amazon.awssdk.services.ec2.model.CreateLaunchTemplateVersionResponse;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.DeleteLaunchTemplateResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplateVersionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateRequest;
import software.amazon.awssdk.services.ec2.model.ModifyLaunchTemplateResponse;

/** The actions on launch templates. */
public interface LaunchTemplateActions extends Actions {
    LaunchTemplates launchTemplates();

    @Override
    default CreateLaunchTemplateResponse createLaunchTemplate(CreateLaunchTemplateRequest request) {
        return Actions.act(request, launchTemplates()::create);
    }

    @Override
    default CreateLaunchTemplateVersionResponse createLaunchTemplateVersion(
            CreateLaunchTemplateVersionRequest request) {
        return Actions.act(request, launchTemplates()::createVersion);
    }

    @Override
    default DescribeLaunchTemplatesResponse describeLaunchTemplates(
            DescribeLaunchTemplatesRequest request) {
        return Actions.act(request, launchTemplates()::describe);
    }

    @Override
    default DescribeLaunchTemplateVersionsResponse describeLaunchTemplateVersions(
            DescribeLaunchTemplateVersionsRequest request) {
        return Actions.act(request, launchTemplates()::describeVersions);
    }

    @Override
    default ModifyLaunchTemplateResponse modifyLaunchTemplate(ModifyLaunchTemplateRequest request) {
        return Actions.act(request, launchTemplates()::modify);
    }

    @Override
    default DeleteLaunchTemplateResponse deleteLaunchTemplate(DeleteLaunchTemplateRequest request) {
        return Actions.act(request, launchTemplates()::delete);
    }
}
