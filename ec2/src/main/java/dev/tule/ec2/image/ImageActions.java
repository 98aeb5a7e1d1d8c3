package dev.tule.ec2.image;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CopyImageRequest;
import software.amazon.awssdk.services.ec2.model.CopyImageResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyImageAttributeResponse;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;

/** The actions on images, but for making one of an instance. */
public interface ImageActions extends Actions {
    Images images();

    @Override
    default DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return Actions.act(request, images()::describe);
    }

    @Override
    default RegisterImageResponse registerImage(RegisterImageRequest request) {
        return Actions.act(request, images().registration()::register);
    }

    @Override
    default CopyImageResponse copyImage(CopyImageRequest request) {
        return Actions.act(request, images()::copy);
    }

    @Override
    default DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
        return Actions.act(request, images()::deregister);
    }

    @Override
    default DescribeImageAttributeResponse describeImageAttribute(
            DescribeImageAttributeRequest request) {
        return Actions.act(request, images().attributes()::describe);
    }

    @Override
    default ModifyImageAttributeResponse modifyImageAttribute(ModifyImageAttributeRequest request) {
        return Actions.act(request, images().attributes()::modify);
    }
}
