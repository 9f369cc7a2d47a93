package io.recoflow.serving.answer;

import io.recoflow.shop.activity.ActivityEvent;
import io.recoflow.shop.activity.Arrival;

/** An event that wants an answer, and how it arrived. */
public record Question(ActivityEvent event, Arrival arrival) {}
