"""Sounds: from files and waveforms to what models of speech take."""
