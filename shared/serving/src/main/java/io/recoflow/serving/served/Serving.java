package io.recoflow.serving.served;

import java.util.Optional;

/**
 * What recommendations are made from, at one moment.
 *
 * @param model empty before the first bundle
 */
public record Serving(Optional<ServedModel> model, PopularProducts popular, Stock stock) {

    /** The model's version, or empty where popularity is all there is. */
    public Optional<String> modelVersion() {
        return model.map(ServedModel::version);
    }
}
