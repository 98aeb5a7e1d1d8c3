/**
 * Launch configurations, and requests for machines that are made of them or of launch templates.
 */
@NullMarked
package dev.tule.autoscaling.configuration;

import org.jspecify.annotations.NullMarked;
