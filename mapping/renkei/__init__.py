"""renkei"""
