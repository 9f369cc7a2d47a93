package io.recoflow.streaming.broker;

import java.util.Locale;

/** Whether records that expired unread end what reads them; otherwise it goes on behind them. */
public enum FailOnDataLoss {
    TRUE,
    FALSE;

    /** As the sources' options have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
