"""Variable paths of Keras 2 get the names that `transformers` 4 gives them in safetensors."""

import pytest

from trivet.formats.keras_paths import catalog_name, catalog_names


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("tf_bert_model/bert/embeddings/word_embeddings/weight:0", "bert/embeddings/word_embeddings/weight:0"),
        ("tf_bert_for_pre_training/nsp___cls/seq_relationship/bias:0", "nsp___cls/seq_relationship/bias:0"),
        ("tf_vi_t_for_image_classification/classifier/kernel:0", "classifier/kernel:0"),
        ("tf_wav2_vec2_for_ctc/wav2vec2/encoder/layers.0/fc/kernel:0", "wav2vec2/encoder/layers.0/fc/kernel:0"),
        ("tf_whisper_model/model/decoder/embed_tokens/embeddings:0", "model/decoder/embed_tokens/embeddings:0"),
        ("shared/shared/embeddings:0", "shared/embeddings:0"),
        ("model.shared/model.shared/embeddings:0", "model.shared/model.shared/embeddings:0"),
        ("final_logits_bias:0", "final_logits_bias:0"),
        ("dense/kernel:0", "dense/kernel:0"),
    ],
)
def test_the_models_own_component_is_dropped(path: str, name: str) -> None:
    assert catalog_name(path) == name
    assert catalog_names([path]) == {path: name}


def test_paths_stay_whole_when_two_variables_would_get_one_name() -> None:
    paths = ["one/dense/kernel", "other/dense/kernel", "one/last/kernel"]
    assert catalog_names(paths) == {path: path for path in paths}
    assert catalog_names(paths[1:]) == {"other/dense/kernel": "dense/kernel", "one/last/kernel": "last/kernel"}
